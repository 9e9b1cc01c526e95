-- A small database of schema 1, for later migrations to be tried on. Written once; both engines read it.

INSERT INTO person (uuid, username, username_key, email, email_key, password_hash, role, admin, active, created_us, policy_accepted_us, first_name, last_name, bio, location, birth_date_us, language, time_zone, date_format, theme, imperial, week_starts_monday, hide_ascent, keep_elevation_base, raw_max_speed)
VALUES ('11111111-0000-4000-8000-000000000001', 'Ana', 'ana', 'Ana@example.org', 'ana@example.org', '$argon2id$x', 'athlete', 1, 1, 1714564800000000, 1714564800000001, 'Ana', 'Élan', 'runs', 'Paris', -628128000000000, 'fr', 'Europe/Paris', 'dd/MM/yyyy', 'dark', 1, 1, 0, 0, 1);

INSERT INTO person (uuid, username, username_key, email, email_key, password_hash, role, admin, active, created_us, policy_accepted_us, first_name, last_name, bio, location, birth_date_us, language, time_zone, date_format, theme, imperial, week_starts_monday, hide_ascent, keep_elevation_base, raw_max_speed)
VALUES ('11111111-0000-4000-8000-000000000002', 'ben', 'ben', '', NULL, '$argon2id$y', 'coach', 0, 1, 1714564800000002, NULL, '', '', '', '', NULL, 'en', '', '', '', 0, 0, 0, 0, 0);

INSERT INTO session (hash, person_id, agent, created_us, expires_us, last_used_us) VALUES ('5e55', 1, 'Firefox', 1714564800000000, 4102444800000000, 1714564800000000);

INSERT INTO bearer_revocation (hash, until_us) VALUES ('bea4', 4102444800000000);

INSERT INTO permanent_token (person_id, hash, sealed, created_us, last_used_us) VALUES (1, '70ce', 'sealed', 1714564800000000, NULL);

INSERT INTO access_grant (athlete_id, coach_id, permission, from_us, until_us, created_us, revoked_us) VALUES (1, 2, 'READ', 1714500000000000, 7258032000000000, 1714564800000000, NULL);

INSERT INTO follower (person_id, follower_id, state) VALUES (1, 2, 'accepted');

INSERT INTO activity (uuid, owner_id, sport_id, title, notes, description, visibility, start_us, created_us, modified_us, duration_s, moving_s, pauses_s, distance_m, ave_speed_kmh, max_speed_kmh, min_alt_m, max_alt_m, ascent_m, descent_m, ave_hr_bpm, max_hr_bpm, ave_cadence_rpm, max_cadence_rpm, ave_power_w, max_power_w, calories_kcal, min_lat_deg, min_lon_deg, max_lat_deg, max_lon_deg, map_id, file_hash, file_name, file_format, file_gzipped, file_size_bytes, file_index, device, software, formula, stopped_speed_kmh, title_fold, notes_fold, description_fold)
VALUES ('22222222-0000-4000-8000-000000000001', 1, 5, 'Morning Run', 'tired', NULL, 'followers', 1714550400000000, 1714564800000000, NULL, 3600, 3500, 100, 10123.457, 10.41, 15.2, 12.5, 80.25, 43.976, 40, 140, 180, NULL, NULL, NULL, NULL, 700, 48.1, 2.1, 48.2, 2.2, '0123456789abcdef0123456789abcdef', 'f11e', 'run.gpx', 'gpx', 0, 1234, 0, 'Watch', '', 1, 0.1, 'morning run', 'tired', NULL);

INSERT INTO activity (uuid, owner_id, sport_id, title, notes, description, visibility, start_us, created_us, modified_us, duration_s, moving_s, pauses_s, distance_m, ave_speed_kmh, max_speed_kmh, min_alt_m, max_alt_m, ascent_m, descent_m, ave_hr_bpm, max_hr_bpm, ave_cadence_rpm, max_cadence_rpm, ave_power_w, max_power_w, calories_kcal, min_lat_deg, min_lon_deg, max_lat_deg, max_lon_deg, map_id, file_hash, file_name, file_format, file_gzipped, file_size_bytes, file_index, device, software, formula, stopped_speed_kmh, title_fold, notes_fold, description_fold)
VALUES ('22222222-0000-4000-8000-000000000002', 1, 5, 'By hand', NULL, NULL, 'private', 1714640400000000, 1714644000000000, NULL, 1800, 1800, 0, 5000, 10, 10, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', '', 0, 0, 'by hand', NULL, NULL);

INSERT INTO activity_segment (activity_id, position, duration_s, moving_s, pauses_s, distance_m, ave_speed_kmh, max_speed_kmh, min_alt_m, max_alt_m, ascent_m, descent_m, ave_hr_bpm, max_hr_bpm, ave_cadence_rpm, max_cadence_rpm, ave_power_w, max_power_w)
VALUES (1, 0, 3600, 3500, 100, 10123.457, 10.41, 15.2, 12.5, 80.25, 43.976, 40, 140, 180, NULL, NULL, NULL, NULL);

INSERT INTO activity_lap (activity_id, position, start_us, elapsed_s, timer_s, distance_m, max_speed_mps, ascent_m, descent_m, calories_kcal, ave_hr_bpm, max_hr_bpm, ave_cadence_rpm, max_cadence_rpm, ave_power_w, max_power_w, ended_by)
VALUES (1, 0, 1714550400000000, 3600, 3500, 10123.4, 4.2, NULL, NULL, 700, 140, 180, NULL, NULL, NULL, NULL, 'session_end');

INSERT INTO activity_track (activity_id, points) VALUES (1, 'points');

INSERT INTO activity_trash (activity_id, uuid, owner_id, trashed_us, file_hash, document, points)
VALUES (99, '22222222-0000-4000-8000-000000000099', 1, 1714650000000000, NULL, '{"Activity":{"id":99,"uuid":"22222222-0000-4000-8000-000000000099","owner_id":1,"sport_id":6,"title":"Thrown away","notes":null,"description":null,"visibility":"private","start_us":1714647600000000,"created_us":1714647600000000,"modified_us":null,"duration_s":600,"moving_s":600,"pauses_s":0,"distance_m":1e+03,"ave_speed_kmh":6e+00,"max_speed_kmh":6e+00,"min_alt_m":null,"max_alt_m":null,"ascent_m":null,"descent_m":null,"ave_hr_bpm":null,"max_hr_bpm":null,"ave_cadence_rpm":null,"max_cadence_rpm":null,"ave_power_w":null,"max_power_w":null,"calories_kcal":null,"min_lat_deg":null,"min_lon_deg":null,"max_lat_deg":null,"max_lon_deg":null,"map_id":null,"file_hash":null,"file_name":null,"file_format":null,"file_gzipped":null,"file_size_bytes":null,"file_index":null,"device":"","software":"","formula":0,"stopped_speed_kmh":0e+00,"title_fold":"thrown away","notes_fold":null,"description_fold":null},"Segments":null,"Laps":null,"Records":{"FD":77},"Equipment":[1]}', NULL);

INSERT INTO record (owner_id, sport_id, type, activity_id, value) VALUES (1, 5, 'AS', 1, 10.41);
INSERT INTO record (owner_id, sport_id, type, activity_id, value) VALUES (1, 5, 'FD', 1, 10123.457);
INSERT INTO record (owner_id, sport_id, type, activity_id, value) VALUES (1, 5, 'HA', 1, 43.976);
INSERT INTO record (owner_id, sport_id, type, activity_id, value) VALUES (1, 5, 'LD', 1, 3500);
INSERT INTO record (owner_id, sport_id, type, activity_id, value) VALUES (1, 5, 'MS', 1, 15.2);

INSERT INTO sport_total (owner_id, sport_id, activities, distance_mm, duration_s, moving_s, ascent_mm, descent_mm) VALUES (1, 5, 2, 15123457, 5400, 5300, 43976, 40000);

INSERT INTO equipment (uuid, owner_id, label, description, type_id, active, created_us, distance_mm, duration_s, moving_s, activities) VALUES ('33333333-0000-4000-8000-000000000001', 1, 'Red shoes', NULL, 1, 1, 1714564800000000, 10123457, 3600, 3500, 1);

INSERT INTO activity_equipment (activity_id, equipment_id) VALUES (1, 1);

INSERT INTO equipment_sport_default (owner_id, sport_id, equipment_id) VALUES (1, 5, 1);

INSERT INTO sport_preference (person_id, sport_id, color, active, stopped_speed_kmh) VALUES (1, 5, '#abcdef', 1, 0.5);
