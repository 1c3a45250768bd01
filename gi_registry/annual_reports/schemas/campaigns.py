"""Shape of the days of a year's reports, of the form and of the API."""

from gi_registry.core.fields import Day, Text, Ticked, Whole
from gi_registry.core.forms import FormSchema


class CampaignSchema(FormSchema):
    """The days of one year's reports, each the last one; what orders them, and why.

    Opening and form stay as they are where they are left out.
    """

    opens_on = Day(load_default=None)
    form = Whole(load_default=None, least=1, most=999)
    users_by = Day(required=True)
    county_by = Day(required=True)
    prefecture_by = Day(required=True)
    province_by = Day(required=True)
    document = Text(required=True, longest=120)
    reason = Text(required=True, longest=2_000)


class CampaignFormSchema(CampaignSchema):
    """The same as the page sends it, where cautions are read before it is recorded."""

    even_so = Ticked(load_default=False)
