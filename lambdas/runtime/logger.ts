import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { maskAddresses } from '../adapters/maskAddresses.ts';
import { type Log, type LogFields, logFields, type Plain } from '../flow/log.ts';

const longest = 300;

const isPlain = (value: unknown): value is Plain =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** What is said of an error: parsers quote what they could not read, so that the text of a SyntaxError stays away. */
const describe = (error: unknown) =>
  error instanceof Error
    ? {
        name: error.name,
        message: error instanceof SyntaxError ? '' : maskAddresses(error.message).slice(0, longest),
        frames: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)),
      }
    : { name: typeof error };

/** The allowed ones of `fields`, and of those only plain values; texts without the names in addresses. */
const pick = (fields: LogFields): Record<string, unknown> => {
  const picked: Record<string, unknown> = {};
  for (const name of logFields) {
    const value: unknown = fields[name];
    if (isPlain(value)) picked[name] = typeof value === 'string' ? maskAddresses(value).slice(0, longest) : value;
  }
  if (fields.error !== undefined) picked.error = describe(fields.error);
  return picked;
};

/** A log that passes on to `powertools` what may be said and nothing else. */
export const createLog = (powertools: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>): Log => ({
  debug: (message, fields = {}) => powertools.debug(message, pick(fields)),
  info: (message, fields = {}) => powertools.info(message, pick(fields)),
  warn: (message, fields = {}) => powertools.warn(message, pick(fields)),
  error: (message, fields = {}) => powertools.error(message, pick(fields)),
});

// Its service is POWERTOOLS_SERVICE_NAME.
const powertools = new Logger();

/** The one logger. `POWERTOOLS_LOG_LEVEL` sets its level; `SILENT` keeps it quiet in tests. */
export const logger: Log = createLog(powertools);

/** From now on every line names the function and the request that Lambda called it for. */
export const tellInvocation = (context: Context): void => powertools.addContext(context);
