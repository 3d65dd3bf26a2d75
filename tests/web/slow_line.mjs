// A slow line to a server: what goes through is delayed and metered, whatever it is: opening a
// connection, requests, WebSockets. A browser's own throttling leaves the first out.
import { connect, createServer } from "node:net";

/** Listens on a free port and passes everything on to `host`, as over a line with this round trip and
 * these bytes a second each way, which all connections share. */
export async function openSlowLine(host, { roundTripMs, bytesPerSecond }) {
	const sockets = new Set();
	const line = { up: 0, down: 0 }; // until when it is busy
	const [hostname, port] = host.split(":");

	function pass(from, to, way) {
		from.on("data", (bytes) => {
			const begins = Math.max(Date.now(), line[way]);
			line[way] = begins + (1000 * bytes.length) / bytesPerSecond;
			// No more is taken from the sender than the line holds.
			from.pause();
			setTimeout(() => from.resume(), line[way] - Date.now());
			setTimeout(() => to.write(bytes), line[way] + roundTripMs / 2 - Date.now());
		});
		from.on("end", () => setTimeout(() => to.end(), Math.max(0, line[way] - Date.now()) + roundTripMs / 2));
		from.on("error", () => to.destroy());
		from.on("close", () => sockets.delete(from));
	}

	const server = createServer({ pauseOnConnect: true }, (client) => {
		const target = connect(Number(port), hostname);
		sockets.add(client).add(target);
		pass(target, client, "down");
		setTimeout(() => {
			pass(client, target, "up");
			client.resume();
		}, roundTripMs);
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		host: `127.0.0.1:${server.address().port}`,
		close() {
			server.close();
			for (const socket of sockets) socket.destroy();
		},
	};
}
