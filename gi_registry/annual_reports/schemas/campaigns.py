"""Shape of the days of a year's reports, of the form and of the API."""

from gi_registry.core.fields import Day, Text
from gi_registry.core.forms import FormSchema


class CampaignSchema(FormSchema):
    """The days of one year's reports, each the last one; what orders them, and why."""

    opens_on = Day(required=True)
    users_by = Day(required=True)
    county_by = Day(required=True)
    prefecture_by = Day(required=True)
    province_by = Day(required=True)
    document = Text(required=True, longest=120)
    reason = Text(required=True, longest=2_000)
