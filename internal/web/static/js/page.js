// What every page does when scripts work: menus that close, dialogs that open, toasts that go, uploads with progress.
import { initCopies } from "./copy.js";
import { initDialogs } from "./dialog.js";
import { initKinds } from "./kinds.js";
import { initLive } from "./live.js";
import { initMenus } from "./menu.js";
import { initPreviews } from "./preview.js";
import { initToasts } from "./toast.js";
import { initUpload } from "./upload.js";
import { initZones } from "./zone.js";

initMenus();
initDialogs();
initToasts();
initUpload();
initZones();
initPreviews();
initKinds();
initCopies();
initLive();
