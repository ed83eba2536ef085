import type { Registry } from "prom-client";
import type { Route } from "../core/adapter.ts";

/** `GET /metrics`, as Prometheus reads it. */
export function metricsPage(registry: Registry): Route {
	return {
		method: "GET",
		path: "/metrics",
		async handle() {
			const headers = { "content-type": registry.contentType };
			return new Response(await registry.metrics(), { headers });
		},
	};
}
