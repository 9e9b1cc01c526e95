"""A manager's program, written from the documentation of the API alone, with nothing but Python's standard library.

    python3 manager.py SERVER OPERATOR CLIENT_ID CLIENT_SECRET

OPERATOR is what people otherwise do by hand: /password?to=ADDRESS reads a mail, /device?owner=NAME registers a device.
"""

import datetime
import hashlib
import hmac
import http.server
import json
import math
import queue
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request

SERVER, OPERATOR, CLIENT_ID, CLIENT_SECRET = sys.argv[1:]
SECRET = "only the two of us know"


def call(method, url, body=None, authorization=None, form=None, wants=None):
    """Gives the answer of a request, which has to have one of the statuses that are wanted."""
    headers, data = {}, None
    if authorization:
        headers["Authorization"] = authorization
    if form is not None:
        data, headers["Content-Type"] = urllib.parse.urlencode(form).encode(), "application/x-www-form-urlencoded"
    elif body is not None:
        data, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            status, text = answer.status, answer.read()
    except urllib.error.HTTPError as e:
        status, text = e.code, e.read()
    assert status in (wants or (200, 201, 202, 204)), f"{method} {url}: {status} {text[:500]}"
    return json.loads(text) if text else None


def sign_in(address):
    """Gives what the API wants in Authorization, for the password that was mailed."""
    password = call("GET", f"{OPERATOR}/password?to={urllib.parse.quote(address)}")
    token = call("POST", SERVER + "/oauth2/token/", form={
        "grant_type": "password", "username": address, "password": password, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET})
    assert token["token_type"] == "Bearer" and token["scope"] == "all"
    return "Bearer " + token["access_token"], password


def api(path):
    return SERVER + "/api/v1" + path


class Receiver(http.server.BaseHTTPRequestHandler):
    """Takes webhooks, if they are signed with our secret."""

    events = queue.Queue()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        signature = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        good = hmac.compare_digest(signature, self.headers["X-Webhook-Signature"]) and self.headers["X-Webhook-Token"] == SECRET
        self.send_response(204 if good else 403)
        self.end_headers()
        event = json.loads(body)
        assert event["event"] == self.headers["X-Webhook-Event"] and self.headers["X-Webhook-Delivery"]
        self.events.put(event if good else {"event": "forged"})

    def log_message(self, *args):
        pass


def await_event(name, frame):
    """Waits until we are told of a time frame; what else we are told is passed over."""
    while True:
        event = Receiver.events.get()
        assert event["event"] != "forged"
        if event["event"] == name and event["timeframe"] == frame:
            assert event["activity"] == activity["id"] and event["timestamp"] > 1.7e12
            return


def iso(t):
    return t.strftime("%Y-%m-%dT%H:%M:%S+0000")


# The athlete and the manager make their accounts, and sign in with the passwords that are mailed.
athlete = call("POST", api("/athletes/"), {
    "username": "usain@example.com", "email": "usain@example.com", "external_id": "A-9",
    "athlete_profile": {"first_name": "Usain", "last_name": "Bolt", "gender": "M", "weight": 94, "height": 1.95, "birth_date": "1986-08-21"}})
manager = call("POST", api("/managers/"), {
    "username": "glen@example.com", "email": "glen@example.com", "manager_profile": {"first_name": "Glen", "last_name": "Mills"}})
as_athlete, athletes_password = sign_in("usain@example.com")
as_manager, _ = sign_in("glen@example.com")
assert call("GET", api("/account/"), authorization=as_manager)["role"] == "MANAGER"
assert call("GET", api("/account/"), authorization=as_athlete)["role"] == "ATHLETE"

# Without permission there is nobody to be seen; the athlete gives it.
now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
begin, end = now - datetime.timedelta(hours=2), now - datetime.timedelta(hours=1)
assert call("GET", api("/athletes/"), authorization=as_manager)["count"] == 0
call("GET", api(f"/athletes/{athlete['id']}/"), authorization=as_manager, wants=(404,))
for permission in ("READ", "WRITE"):
    given = call("POST", api(f"/athletes/{athlete['id']}/permissions/{manager['id']}/"), {
        "start_time": iso(now - datetime.timedelta(days=30)), "expiration_time": iso(now + datetime.timedelta(days=30)), "permission": permission}, as_athlete)
    assert given["is_active"] and given["permission"] == permission
seen = call("GET", api("/athletes/?search=bolt"), authorization=as_manager)["results"]
assert [a["id"] for a in seen] == [athlete["id"]] and seen[0]["athlete_profile"]["weight"] == 94

# An activity, told of to a receiver of ours, and a device.
schemas = {s["name"]: s["id"] for s in call("GET", api("/json-schemas/"), authorization=as_manager)["results"]}
assert len(schemas) == 12
activity = call("POST", api("/activities/"), {
    "owner": manager["id"], "name": "Sprint training", "json_schema": schemas["activity_running"], "json": {"sport": "running"}}, as_manager)
receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=receiver.serve_forever, daemon=True).start()
hook = call("POST", api(f"/activities/{activity['id']}/webhooks/"), {
    "webhook_url": f"http://127.0.0.1:{receiver.server_port}/", "secret_token": SECRET, "activity_events": True, "timeframes_events": True}, as_manager)
assert hook["secret_token"].startswith(SECRET[:3] + "***")
device = call("GET", f"{OPERATOR}/device?owner=glen@example.com")
assert [d["id"] for d in call("GET", api("/devices/?current=true"), authorization=as_manager)["results"]] == [device["id"]]

# The time frame is measured when it is made, to nothing, and again when the device has sent what it recorded.
frame = call("POST", api("/timeframes/"), {
    "start_time": iso(begin), "end_time": iso(end), "athlete": athlete["id"], "activity": activity["id"], "device": device["id"],
    "json_schema": schemas["timeframe_running"], "params": {"max_hr": 200}}, as_manager)
await_event("timeframe.created", frame["id"])
await_event("timeframe.computed", frame["id"])
assert call("GET", api(f"/timeframes/{frame['id']}/computed/"), authorization=as_manager)["total_distance"] == 0

MINUTES, latitude, way, fastest, frames = 10, 46.5, 0.0, 0.0, []
for second in range(60 * MINUTES):
    times = [int(begin.timestamp() * 1000) + second * 1000 + i * 100 for i in range(10)]
    gnss = {"timestamp": times, "latitude": [], "longitude": [6.6] * 10, "speed": [], "altitude": [400.0] * 10}
    for i in range(10):
        speed = max(0.0, 3.5 + 5.5 * math.sin((second + i / 10) / 2.5))  # bursts to 9 m/s, with more than 2 m/s² on the way
        gnss["latitude"].append(round(latitude, 7))
        gnss["speed"].append(round(speed, 4))
        latitude, way, fastest = latitude + speed / 10 / 111195, way + speed / 10, max(fastest, round(speed, 4))
    frames.append({"gnss": gnss, "ecg": {"timestamp": times[0], "hr": 120 + second % 60}})
sent = call("POST", api(f"/devices/{device['id']}/preprocessed/"), frames, "Device " + device["key"])
assert sent == {"accepted": 6000, "duplicates": 0}, sent
again = call("POST", api(f"/devices/{device['id']}/preprocessed/"), frames[:5], "Device " + device["key"])
assert again == {"accepted": 0, "duplicates": 50}, again
await_event("timeframe.computed", frame["id"])

# Every field of the computed data.
data = call("GET", api(f"/timeframes/{frame['id']}/computed/"), authorization=as_manager)
first = int(begin.timestamp() * 1000)
assert data["first_timestamp"] == first and data["last_timestamp"] == first + MINUTES * 60000 - 100
assert data["last_computation"] >= now.timestamp() * 1000
assert abs(data["total_distance"] - way) < 0.01 * way, (data["total_distance"], way)
assert data["max_speed"] == fastest
assert abs(data["average_speed"] - data["total_distance"] / (MINUTES * 60 - 0.1)) < 1e-9
for name, sign, thresholds in (("accelerations", 1, [2, 3]), ("decelerations", -1, [2, 3])):
    assert [data[name][f"threshold_{i + 1}"]["threshold"] for i in range(2)] == thresholds
    values = [e for t in data[name].values() for e in t["values"]]
    assert len(values) > 10, name
    for e in values:
        assert set(e) == {"start_time", "max_value", "duration", "distance", "initial_speed", "end_speed"}
        assert sign * e["max_value"] >= 2 and e["duration"] >= 0.5 and e["distance"] > 0 and sign * (e["end_speed"] - e["initial_speed"]) > 0
for name, thresholds in (("sprint", [5]), ("hid", [4, 5])):
    assert [data[name][f"threshold_{i + 1}"]["threshold"] for i in range(len(thresholds))] == thresholds
    for group in data[name].values():
        assert group["values"], name
        for e in group["values"]:
            assert set(e) == {"start_time", "duration", "max_value", "distance"} and e["max_value"] >= group["threshold"]
for name, total in (("time_per_speed_ranges", MINUTES * 60 - 0.1), ("distance_per_speed_ranges", data["total_distance"])):
    measure = "duration" if name.startswith("time") else "distance"
    assert abs(sum(r[measure] for r in data[name]) - total) < 1e-6 * total and abs(sum(r["ratio"] for r in data[name]) - 1) < 1e-9
    assert data[name][0]["threshold_low"] == 0 and data[name][-1]["threshold_high"] is None
    assert all(a["threshold_high"] == b["threshold_low"] for a, b in zip(data[name], data[name][1:]))
intensity = data["intensity"]
assert intensity["start_time"] == first and intensity["end_time"] == first + 3600000 and intensity["span"] == 300
assert abs(sum(intensity["distance"]) - data["total_distance"]) < 1e-6 * way
assert data["hr_min"] == 120 and data["hr_max"] == 179 and 148 < data["hr_avg"] < 151 and data["athlete_max_hr"] == 200
assert data["hr_plot"]["start_time"] == first and max(x for x in data["hr_plot"]["hr"] if x) <= 179 and data["hr_plot"]["span"] > 0
zones = data["timePerHrZone"]
assert abs(sum(z["percentage_hrmax"] for z in zones) - 100) < 1e-6 and zones[0]["range_percent_hrmax"] == [0, 50] and zones[-1]["range_bpm"][1] == 200
of_activity = call("GET", api(f"/activities/{activity['id']}/computed/"), authorization=as_manager)
assert [c["timeframe"] for c in of_activity] == [frame["id"]] and of_activity[0]["data"] == data

# What the athlete uploads through another API is measured by a time frame without a device, to the same distance.
login = call("POST", SERVER + "/api/auth/login", {"email": "usain@example.com", "password": athletes_password})
start, points = now - datetime.timedelta(days=2), []
for second in range(1800):
    at = start + datetime.timedelta(seconds=second)
    points.append(f'<trkpt lat="{46.5 + second * 2.7e-5:.7f}" lon="{6.6 + 4e-4 * math.sin(second / 60):.7f}"><ele>{400 + 20 * math.sin(second / 200):.1f}</ele>'
                  f"<time>{at.strftime('%Y-%m-%dT%H:%M:%SZ')}</time></trkpt>")
gpx = '<?xml version="1.0"?><gpx version="1.1" creator="me" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>' + "".join(points) + "</trkseg></trk></gpx>"
boundary = "7f3a9c"
parts = (f'--{boundary}\r\nContent-Disposition: form-data; name="data"\r\n\r\n{{"sport_id": 5}}\r\n'
         f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="run.gpx"\r\n\r\n{gpx}\r\n--{boundary}--\r\n').encode()
upload = urllib.request.Request(SERVER + "/api/workouts", data=parts, headers={
    "Authorization": "Bearer " + login["auth_token"], "Content-Type": "multipart/form-data; boundary=" + boundary})
with urllib.request.urlopen(upload) as answer:
    uploaded = json.load(answer)["data"]["workouts"][0]["distance"] * 1000
bridge = call("POST", api("/timeframes/"), {
    "start_time": iso(start - datetime.timedelta(hours=1)), "end_time": iso(start + datetime.timedelta(hours=1)), "athlete": athlete["id"],
    "activity": activity["id"], "json_schema": schemas["timeframe_running"]}, as_manager)
await_event("timeframe.computed", bridge["id"])
measured = call("GET", api(f"/timeframes/{bridge['id']}/computed/?explain=true"), authorization=as_manager)
assert measured["explain"]["source"] == "recorded" and abs(measured["total_distance"] - uploaded) < 0.005 * uploaded, (measured["total_distance"], uploaded)

# The athlete takes the permission back, and that is that.
call("DELETE", api(f"/athletes/{athlete['id']}/permissions/{manager['id']}/"), authorization=as_athlete)
call("GET", api(f"/timeframes/{frame['id']}/computed/"), authorization=as_manager, wants=(403, 404))
assert call("GET", api("/athletes/"), authorization=as_manager)["count"] == 0
