"""A client that knows the API from its page alone: tokens, lists, ordering, filters, formats."""

import json
import sys
import urllib.error
import urllib.parse
import urllib.request

server, user, password = sys.argv[1:]
api = server + "/api/v2"


def ask(method, address, data=None, form=None, headers=None):
    headers = dict(headers or {})
    body = None
    if form is not None:
        body = urllib.parse.urlencode(form).encode()
    if data is not None:
        body = json.dumps(data).encode()
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(address, data=body, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read().decode()


def same(got, want, what):
    if got != want:
        sys.exit(f"{what}: got {got!r}, want {want!r}")


# Public endpoints need no credential, private ones do.
status, _, text = ask("GET", api + "/exercise/")
same(status, 200, "exercises")
same(sorted(json.loads(text)), ["count", "next", "previous", "results"], "keys of a list")
same(ask("GET", api + "/workout/")[0], 403, "workouts without a credential")

# 1. Get the tokens.
status, _, text = ask("POST", api + "/token", form={"username": user, "password": password})
same(status, 200, "token")
pair = json.loads(text)
same(sorted(pair), ["access", "refresh"], "keys of the pair")

# 2. Authenticate, and verify.
signed = {"Authorization": f"Bearer {pair['access']}"}
status, _, text = ask("GET", api + "/workout/", headers=signed)
same((status, json.loads(text)), (200, {"count": 0, "next": None, "previous": None, "results": []}), "workouts")
same(ask("POST", api + "/token/verify", form={"token": pair["access"]})[::2], (200, "{}"), "verify")
same(ask("POST", api + "/token/verify", form={"token": "x"})[0], 401, "verify a wrong one")

# 3. Refresh, with and without the slash.
for path in ("/token/refresh/", "/token/refresh"):
    status, _, text = ask("POST", api + path, form={"refresh": pair["refresh"]})
    same((status, list(json.loads(text))), (200, ["access"]), "refresh")
signed = {"Authorization": f"Bearer {json.loads(text)['access']}"}
same(ask("GET", api + "/workout/", headers=signed)[0], 200, "workouts with the new token")

# The permanent token.
status, _, text = ask("POST", api + "/login/", data={"username": user, "password": password})
same(status, 200, "login")
permanent = {"Authorization": f"Token {json.loads(text)['token']}"}
same(ask("GET", api + "/weightentry/", headers=permanent)[0], 200, "weights with the permanent token")

# Objects of one's own: made, listed in an order, changed, deleted.
for day, weight in (("2026-11-20", 80), ("2026-11-22", "79.5"), ("2026-11-21", 79.75)):
    same(ask("POST", api + "/weightentry/", data={"date": day, "weight": weight}, headers=signed)[0], 201, "a weight")
status, _, text = ask("GET", api + "/weightentry/?ordering=-date&limit=2", headers=signed)
page = json.loads(text)
same([(r["date"], r["weight"]) for r in page["results"]], [("2026-11-22", "79.50"), ("2026-11-21", "79.75")], "weights, newest first")
status, _, text = ask("GET", page["next"], headers=signed)
rest = json.loads(text)
same(([r["weight"] for r in rest["results"]], rest["next"]), (["80.00"], None), "the page that next leads to")
row = page["results"][0]
same(ask("PATCH", f"{api}/weightentry/{row['id']}/", data={"weight": 81}, headers=signed)[0], 200, "a change")
same(json.loads(ask("GET", f"{api}/weightentry/{row['id']}/", headers=signed)[2])["weight"], "81.00", "the changed one")
same(ask("DELETE", f"{api}/weightentry/{row['id']}/", headers=signed)[::2], (204, ""), "deleting")
same(ask("GET", f"{api}/weightentry/{row['id']}/", headers=signed)[0], 404, "the deleted one")

# Every endpoint that the page names is there.
public = (
    "daysofweek equipment exercise exercisealias exercisecategory exercisecomment exerciseimage exercisebaseinfo ingredient ingredientinfo "
    "ingredienttoweightunit language license muscle setting-repetitionunit setting-weightunit variation weightunit"
).split()
private = "day gallery meal mealitem nutritiondiary nutritionplan schedule schedulestep set setting userprofile weightentry workout workoutlog".split()
for name in public:
    same(ask("GET", f"{api}/{name}/")[0], 200, name)
for name in private:
    same((ask("GET", f"{api}/{name}/")[0], ask("GET", f"{api}/{name}/", headers=signed)[0]), (403, 200), name)

# Formats.
status, headers, text = ask("GET", api + "/muscle/1/", headers={"Accept": "application/json; indent=4"})
same((headers["Content-Type"], text.split("\n")[1][:9]), ("application/json", '    "id":'), "indented")
for address in ("/muscle.json", "/muscle/?format=json"):
    same(ask("GET", api + address)[1]["Content-Type"], "application/json", address)
for address, headers in (("/muscle.api", {}), ("/muscle/?format=api", {}), ("/muscle/", {"Accept": "text/html"})):
    same(ask("GET", api + address, headers=headers)[1]["Content-Type"].split(";")[0], "text/html", address)

# Ordering and filters.
names = [r["name"] for r in json.loads(ask("GET", api + "/equipment/?ordering=-name")[2])["results"]]
same(names, sorted(names, reverse=True), "equipment in reverse")
german = json.loads(ask("GET", api + "/exercise/?language=1")[2])["results"]
same({r["language"] for r in german}, {1}, "exercises in German")
both = json.loads(ask("GET", api + "/exercise/?muscles=1&equipment=1&language=2")[2])["results"]
same([r["name"] for r in both], ["Biceps curl, barbell"], "biceps with the barbell")
either = json.loads(ask("GET", api + "/exercise/?muscles=1,4&language=2")[2])
same((either["count"], len({r["id"] for r in either["results"]})), (4, 4), "biceps or chest")
same(ask("GET", api + "/exerciseimage/?is_main=True")[0], 200, "main images")
front = json.loads(ask("GET", api + "/muscle/?is_front=True")[2])["count"]
same((front, json.loads(ask("GET", api + "/muscle/?is_front=1")[2])["count"]), (4, 6), "booleans")
