// What every page does when scripts work: menus that close, dialogs that open, toasts that go, uploads with progress.
import { initDialogs } from "./dialog.js";
import { initMenus } from "./menu.js";
import { initToasts } from "./toast.js";
import { initUpload } from "./upload.js";
import { initZones } from "./zone.js";

initMenus();
initDialogs();
initToasts();
initUpload();
initZones();
