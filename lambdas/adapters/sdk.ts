/** What every AWS client of the process has in common. Imported before any of them is made. */

// On Node 20 each process that makes a client prints a warning of nine lines. The SDK looks at this variable when a
// client is constructed, not when it is loaded.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/**
 * Options of the SDK's own HTTP handler. A connection must stand within a second, headers must come within
 * `requestTimeoutInMs`. Without `throwOnRequestTimeout` the SDK would only warn and wait on.
 */
export const httpOptions = (requestTimeoutInMs: number) => ({
  connectionTimeout: 1000,
  requestTimeout: requestTimeoutInMs,
  throwOnRequestTimeout: true,
});
