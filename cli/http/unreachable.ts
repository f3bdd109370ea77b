import { exitCodes, Failure } from '../failure.ts';
import { isLocal } from './address.ts';

const codeOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.name === 'TimeoutError' ? 'TIMEOUT' : codeOf(error.cause);
};

const innermost = (error: unknown): string =>
  error instanceof Error ? (error.cause === undefined ? error.message : innermost(error.cause)) : String(error);

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up now',
  ECONNRESET: 'the connection was cut off',
  UND_ERR_SOCKET: 'the connection was cut off',
  ETIMEDOUT: 'it did not answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'it did not answer in time',
  TIMEOUT: 'it did not answer in time',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it speaks http there, not https',
  EPROTO: 'it speaks http there, not https',
};

/** No answer came, so whether the request was carried out is not known. */
export class Unreachable extends Failure {
  /** Nothing listens at the address: the request was certainly not carried out. */
  readonly refused: boolean;

  constructor(url: string, cause: unknown) {
    const code = codeOf(cause);
    const reason = (code && reasons[code]) ?? code ?? innermost(cause);
    super(`${url} cannot be reached: ${reason}.`, {
      cause,
      exitCode: exitCodes.unreachable,
      hint: isLocal(url)
        ? 'Is `npm start` running, and does it print this address? For another one set QUARTERDECK_URL.'
        : 'Is QUARTERDECK_URL right, and the system up?',
    });
    this.name = 'Unreachable';
    this.refused = code === 'ECONNREFUSED' || code === 'ENOTFOUND';
  }
}
