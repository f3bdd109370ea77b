/** What every AWS client of the process has in common. Imported before any of them is made. */

// On Node 20 each process that makes a client prints a warning of nine lines. The SDK looks at this variable when a
// client is constructed, not when it is loaded.
// biome-ignore lint/style/noProcessEnv: the SDK is told this by a variable of the environment and by nothing else.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

// A request that waits for one of the sockets is waiting for its connection as the SDK counts it, so that a burst must
// not have to wait for one.
const agent = { maxSockets: 256 };

/**
 * Options of the SDK's own HTTP handler, which keeps connections alive. A connection must stand within a second, headers
 * must come within `requestTimeoutInMs`. Without `throwOnRequestTimeout` the SDK would only warn and wait on.
 */
export const httpOptions = (requestTimeoutInMs: number) => ({
  httpAgent: agent,
  httpsAgent: agent,
  connectionTimeout: 1000,
  requestTimeout: requestTimeoutInMs,
  throwOnRequestTimeout: true,
});
