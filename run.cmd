@echo off
rem The one way in on Windows; `run` is its sibling for other systems. Needs Python 3.11 or newer.
setlocal
set "HERE=%~dp0"
set "VENV=%HERE%.venv"
set "LOCK=requirements.lock"
if "%~1"=="test" set "LOCK=requirements-dev.lock"

if not exist "%VENV%\Scripts\python.exe" goto setup
fc /b "%HERE%%LOCK%" "%VENV%\%LOCK%" >nul 2>&1 && goto ready

:setup
echo Setting up TIA Desktop. This happens once and takes about a minute ...
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" || goto nopython
py -3 -m venv --clear "%VENV%" || goto failed
"%VENV%\Scripts\python.exe" -m pip install -q --disable-pip-version-check --require-hashes --only-binary :all: -r "%HERE%%LOCK%" || goto failed
copy /y "%HERE%requirements.lock" "%VENV%\requirements.lock" >nul
copy /y "%HERE%%LOCK%" "%VENV%\%LOCK%" >nul

:ready
set "PYTHONPATH=%HERE%"
if "%~1"=="test" goto test
if "%~1"=="tia" goto tia
"%VENV%\Scripts\python.exe" -P -m tia_desktop %*
exit /b %ERRORLEVEL%

:tia
shift
set "REST="
:collect
if "%~1"=="" goto collected
set REST=%REST% %1
shift
goto collect
:collected
"%VENV%\Scripts\python.exe" -P -c "import sys; sys.argv[0] = 'tia'; from tia_desktop.cli import main; sys.exit(main())" %REST%
exit /b %ERRORLEVEL%

:test
cd /d "%HERE%"
"%VENV%\Scripts\python.exe" -P -m pytest
exit /b %ERRORLEVEL%

:nopython
echo TIA Desktop needs Python 3.11 or newer. Install it, then run this again. 1>&2
exit /b 1

:failed
echo The program could not be set up. Check the network, then run this again. 1>&2
exit /b 1
