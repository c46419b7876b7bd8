"""Writes Vietnam's calendar for 2010 to 2030 from the public list in the PyPI package `holidays` (MIT).

    pip install holidays==0.109
    python shared/calendar/shipped/vietnam.py > shared/calendar/shipped/vietnam.json && npm run fix

Make-up working days are announced not long ahead: run it again with a newer version of the package now and then.
"""

import json
import re
from datetime import datetime

import holidays

FIRST, LAST = 2010, 2030
OFFICE_HOURS = ["08:00-12:00", "13:00-17:00"]

days_off = holidays.country_holidays("VN", years=range(FIRST, LAST + 1))
# "Day off (substituted from 05/04/2024)" on the Monday that is worked on that Saturday instead.
make_up_days = {}
for day, name in sorted(days_off.items()):
    if found := re.search(r"substituted from (\d\d/\d\d/\d{4})", name):
        worked = datetime.strptime(found[1], "%m/%d/%Y").date()
        make_up_days[worked.isoformat()] = f"{day:%A}".lower()
assert sorted(make_up_days) == sorted(day.isoformat() for day in days_off.weekend_workdays)

calendar = {
    "name": f"Vietnam, days off and make-up working days {FIRST} to {LAST}",
    "weeks": [{"hours": {day: OFFICE_HOURS for day in ["monday", "tuesday", "wednesday", "thursday", "friday"]}}],
    "daysOff": [day.isoformat() for day in sorted(days_off)],
    "specialDays": dict(sorted(make_up_days.items())),
    "coveredUntil": f"{LAST}-12-31",
}
print(json.dumps(calendar, indent=2))
