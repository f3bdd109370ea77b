/**
 * The fields that a log line may have. None of them can hold a secret, an address or a value of a record; what is not
 * listed is left out even when it is passed.
 */
export const logFields = [
  'attempts',
  'cadence',
  'count',
  'deliveries',
  'durationMs',
  'failed',
  'generation',
  'hash',
  'id',
  'job',
  'kind',
  'observations',
  'outcome',
  'period',
  'reason',
  'receivedAt',
  'records',
  'rejected',
  'route',
  'send',
  'source',
  'state',
  'status',
  'system',
  'translated',
  'version',
  'workspace',
] as const;

export type Plain = string | number | boolean | null;
type Allowed = (typeof logFields)[number];

/** `error` may be anything that was thrown; it is described, not dumped. */
export type LogFields = Readonly<Partial<Record<Allowed, Plain>>> & { readonly error?: unknown };

/** Log lines of constant text, with fields. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
