"""Plan: the inspection's facts and clocks, team, checks, programme, documents and self-assessment."""
