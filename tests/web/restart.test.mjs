// Connections that break, and a server that is killed: nothing is lost, nothing is doubled.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { card, eventually, ideas, joinAs, openHall, openPhone, fillJoin, writeIdea } from "./support.mjs";

let hall;
before(async () => (hall = await openHall()));
afterEach(async () => {
	if (hall.process.exitCode !== null || hall.process.signalCode !== null) await hall.start();
});
after(() => hall.close());

async function count(text) {
	return (await ideas(hall)).filter((idea) => idea.text === text).length;
}

test("[CMD-3] what is written while the server is dead is sent once when it is back", async () => {
	const page = await joinAs(hall, "Anna Weber", "Saalfeld");
	await writeIdea(page, "Vor dem Ausfall");
	await card(page, "Vor dem Ausfall").waitFor();
	await hall.kill();
	await page.getByText("Gerade keine Verbindung").waitFor();
	await writeIdea(page, "Im Funkloch geschrieben");
	await page.locator(".waiting", { hasText: "Im Funkloch geschrieben" }).getByText("Wird gesendet").waitFor();
	await card(page, "Vor dem Ausfall").getByRole("button", { name: /Dafür/ }).click();
	await hall.start();
	await card(page, "Im Funkloch geschrieben").waitFor();
	await page.getByText("Gerade keine Verbindung").waitFor({ state: "detached" });
	await eventually(() => ideas(hall), (all) => all.some((idea) => idea.text === "Vor dem Ausfall" && idea.agree === 1), "the vote");
	assert.equal(await count("Im Funkloch geschrieben"), 1);
	assert.equal(await page.locator(".waiting").count(), 0);
	await page.context().close();
});

test("[CMD-3] a reload while the server is dead loses nothing and doubles nothing", async () => {
	const page = await joinAs(hall, "Bernd Kühn", "Rudolstadt");
	await hall.kill();
	await page.getByText("Gerade keine Verbindung").waitFor();
	await writeIdea(page, "Vor dem Neuladen");
	await page.locator(".waiting").waitFor();
	// The page itself comes from the server, so it is reloaded as soon as that is back.
	await page.close({ runBeforeUnload: false });
	await hall.start();
	const again = await page.context().newPage();
	await again.goto(hall.join_url);
	await card(again, "Vor dem Neuladen").waitFor();
	assert.equal(await count("Vor dem Neuladen"), 1);
	await again.context().close();
});

test("[CMD-3] an idea whose answer got lost is not done twice, even by a killed server", async () => {
	const page = await openPhone(hall);
	let deaf = false;
	await page.routeWebSocket(/\/live$/, (socket) => {
		const server = socket.connectToServer();
		socket.onMessage((message) => server.send(message));
		server.onMessage((message) => {
			if (!deaf) socket.send(message);
		});
	});
	await page.goto(hall.join_url);
	await fillJoin(page, "Carla Otto", "Bad Blankenburg");
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	deaf = true;
	await writeIdea(page, "Antwort verloren");
	await eventually(() => count("Antwort verloren"), (n) => n === 1, "the server has it");
	await page.locator(".waiting", { hasText: "Antwort verloren" }).waitFor();
	await hall.kill();
	deaf = false;
	await hall.start();
	await card(page, "Antwort verloren").waitFor();
	await page.locator(".waiting").waitFor({ state: "detached" });
	await writeIdea(page, "Danach");
	await card(page, "Danach").waitFor();
	assert.equal(await count("Antwort verloren"), 1);
	await page.context().close();
});

test("[CMD-4] a join whose answer got lost makes one person", async () => {
	const page = await openPhone(hall);
	let deaf = false;
	await page.routeWebSocket(/\/live$/, (socket) => {
		const server = socket.connectToServer();
		socket.onMessage((message) => server.send(message));
		server.onMessage((message) => {
			if (!deaf) socket.send(message);
		});
	});
	await page.goto(hall.join_url);
	await page.getByLabel("Ihr Name").fill("Dieter Doppelt");
	await page.getByRole("radio", { name: "Saalfeld" }).check();
	const joined = async () =>
		JSON.parse(await hall.bogen("export", "--format", "json"))
			.person.filter((person) => person.name === "Dieter Doppelt").length;
	deaf = true;
	await page.getByRole("button", { name: "Mitmachen" }).click();
	await eventually(joined, (n) => n === 1, "the server knows the person");
	deaf = false;
	await page.reload();
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	assert.equal(await joined(), 1);
	await page.context().close();
});

test("[HELLO-4] after a break the page goes on from its cursor", async () => {
	const page = await openPhone(hall);
	const cursors = [];
	const sockets = [];
	await page.routeWebSocket(/\/live$/, (socket) => {
		const server = socket.connectToServer();
		sockets.push(socket);
		let first = true;
		socket.onMessage((message) => {
			if (first) cursors.push(message.length);
			first = false;
			server.send(message);
		});
	});
	await page.goto(hall.join_url);
	await fillJoin(page, "Elif Yılmaz", "Saalfeld");
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	await page.getByLabel("Ihre Idee").fill("halb geschrieben");
	await sockets[0].close();
	await eventually(() => sockets.length, (n) => n >= 2, "it came back");
	await writeIdea(page, "Nach der Pause");
	await card(page, "Nach der Pause").waitFor();
	// The second hello carries a token of 16 and a cursor of 20 bytes.
	assert.ok(cursors[1] >= cursors[0] + 20, cursors.join(" "));
	await page.context().close();
});

test("a half-written text outlives a restart, a reload and all that arrives", async () => {
	const page = await joinAs(hall, "Frank Schulz", "Rudolstadt");
	await page.getByLabel("Ihre Idee").fill("Noch nicht fert");
	await hall.kill();
	await page.getByText("Gerade keine Verbindung").waitFor();
	await hall.start();
	await page.getByText("Gerade keine Verbindung").waitFor({ state: "detached" });
	await hall.bogen("idea", "add", "Von jemand anderem");
	await card(page, "Von jemand anderem").waitFor();
	assert.equal(await page.getByLabel("Ihre Idee").inputValue(), "Noch nicht fert");
	assert.equal(await page.getByLabel("Ihre Idee").evaluate((at) => at === document.activeElement), true);
	await page.reload();
	await page.getByLabel("Ihre Idee").waitFor();
	assert.equal(await page.getByLabel("Ihre Idee").inputValue(), "Noch nicht fert");
	await page.context().close();
	assert.deepEqual(hall.faults, []);
});

/** A page whose connection passes on what `alter` makes of each message, by who says it. */
async function joinAltered(name, alter) {
	const page = await openPhone(hall);
	await page.routeWebSocket(/\/live$/, (socket) => {
		const server = socket.connectToServer();
		const line = {};
		socket.onMessage((message) => server.send(alter("page", message, line)));
		server.onMessage((message) => socket.send(alter("server", message, line)));
	});
	await page.goto(hall.join_url);
	await fillJoin(page, name, "Rudolstadt");
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	return page;
}

const broken = Buffer.from([255, 255, 255]);

test("[HELLO-4] rows that cannot be read are asked for anew, and not over and over", async () => {
	const hellos = []; // their lengths: one with a cursor is longer
	let answered = 0;
	let mayBreak = false;
	const page = await joinAltered("Elif Yılmaz", (by, message, line) => {
		if (by === "page" && line.hello === undefined) {
			hellos.push((line.hello = message.length));
			line.mayBreak = mayBreak;
		}
		if (by === "page" || !line.mayBreak || line.hello < Math.max(...hellos)) return message;
		// The welcome is as it should be, what follows is not.
		return line.welcomed ? broken : ((line.welcomed = true), answered++, message);
	});
	await hall.kill();
	await page.getByText("Gerade keine Verbindung").waitFor();
	await hall.start();
	await eventually(() => hellos.length, (n) => n >= 2, "it is back, with a cursor");
	await page.getByText("Gerade keine Verbindung").waitFor({ state: "detached" });
	mayBreak = true;
	await hall.kill();
	await page.getByText("Gerade keine Verbindung").waitFor();
	await hall.start();
	await eventually(() => answered, (n) => n >= 1, "what comes cannot be read");
	await writeIdea(page, "Wieder lesbar");
	await card(page, "Wieder lesbar").waitFor();
	await page.locator(".waiting").waitFor({ state: "detached" });
	assert.equal(answered, 1);
	await page.context().close();
});

test("a command over which the server hangs up is refused, and takes no other along", async () => {
	const page = await joinAltered("Frank Schulz", (by, message) =>
		by === "page" && Buffer.from(message).includes("Unlesbar") ? broken : message);
	await hall.kill();
	await page.getByText("Gerade keine Verbindung").waitFor();
	for (const text of ["Davor", "Unlesbar", "Dahinter"]) await writeIdea(page, text);
	await page.locator(".waiting", { hasText: "Dahinter" }).waitFor();
	await hall.start();
	await card(page, "Dahinter").waitFor();
	const draft = page.locator("form.refused");
	await draft.waitFor();
	assert.equal(await draft.getByLabel("Text").inputValue(), "Unlesbar");
	await eventually(() => count("Dahinter"), (n) => n === 1, "it went out");
	assert.deepEqual([await count("Davor"), await count("Unlesbar")], [1, 0]);
	await page.context().close();
});
