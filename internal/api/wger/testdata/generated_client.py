"""A round trip with the client that was generated from the document: sign in, make, list, change, delete."""

import datetime
import sys

from wger_api_client import AuthenticatedClient, Client
from wger_api_client.api.exercise import exercise_list
from wger_api_client.api.token import token_create
from wger_api_client.api.weightentry import weightentry_create, weightentry_destroy, weightentry_list, weightentry_partial_update
from wger_api_client.models import PatchedWeightEntryRequest, TokenCreateBody, WeightEntryRequest

server, user, password = sys.argv[1:]


def same(got, want, what):
    if got != want:
        sys.exit(f"{what}: got {got!r}, want {want!r}")


pair = token_create.sync(client=Client(base_url=server), body=TokenCreateBody(username=user, password=password))
client = AuthenticatedClient(base_url=server, token=pair.access)
day = datetime.date(2026, 11, 22)
entry = weightentry_create.sync(client=client, body=WeightEntryRequest(date=day, weight="80.5"))
same((entry.date, entry.weight), (day, "80.50"), "the new entry")
page = weightentry_list.sync(client=client, ordering="-date", limit=5)
same((page.count, [row.id for row in page.results]), (1, [entry.id]), "the list")
changed = weightentry_partial_update.sync(entry.id, client=client, body=PatchedWeightEntryRequest(weight="79.00"))
same(changed.weight, "79.00", "the changed entry")
same(weightentry_destroy.sync_detailed(entry.id, client=client).status_code, 204, "deleting")
same(weightentry_list.sync(client=client).count, 0, "the list afterwards")
same({row.language for row in exercise_list.sync(client=client, language=1).results}, {1}, "exercises in German")
