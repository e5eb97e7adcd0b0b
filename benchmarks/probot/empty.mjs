// Probot that verifies each delivery and does nothing with it: what answering alone costs.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createNodeMiddleware, createProbot } from "probot";

const probot = createProbot({
  overrides: {
    appId: Number(process.env.APP_ID),
    privateKey: readFileSync(process.env.PRIVATE_KEY_PATH, "utf8"),
    secret: process.env.WEBHOOK_SECRET,
    logLevel: "fatal",
  },
});
const empty = (app) => app.on("pull_request", async () => {});
const middleware = await createNodeMiddleware(empty, { probot, webhooksPath: "/webhooks/github" });
createServer((request, response) => {
  middleware(request, response, () => response.writeHead(404).end());
}).listen(Number(process.env.PORT), "127.0.0.1", () => console.log("listening"));
