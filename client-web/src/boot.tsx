// Starts the page.
import { render } from "preact";
import { appNew } from "./model/app";
import { choicesStart } from "./model/choices";
import { appStart } from "./model/session";
import { shelfOpen } from "./sync/shelf";
import { browserStore } from "./sync/storage";
import { Root } from "./ui/root";
import { firstTexts } from "./ui/texts";

const app = appNew(browserStore(), shelfOpen());
appStart(app);
const root = document.getElementById("root");
void choicesStart(app, firstTexts).then(() => {
	if (root !== null) render(<Root app={app} />, root);
});
