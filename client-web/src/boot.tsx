// Starts the page.
import { render } from "preact";
import { appNew } from "./model/app";
import { appStart } from "./model/session";
import { browserStore } from "./sync/storage";
import { Root } from "./ui/root";

const app = appNew(browserStore());
appStart(app);
const root = document.getElementById("root");
if (root !== null) render(<Root app={app} />, root);
