// Starts the page.
import { render } from "preact";
import { appNew, appStart } from "./model/app";
import { browserStore } from "./sync/storage";
import { Root } from "./ui/root";

const app = appNew(browserStore());
appStart(app);
const root = document.getElementById("root");
if (root !== null) render(<Root app={app} />, root);
