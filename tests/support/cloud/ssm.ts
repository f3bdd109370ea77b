import { type Answer, json, startStandIn } from '../../adapters/standIn.ts';

interface Request {
  readonly Name: string;
  readonly Value?: string;
  readonly Type?: string;
  readonly Overwrite?: boolean;
  readonly WithDecryption?: boolean;
}

/** Answers as Parameter Store does: GetParameter and PutParameter of SecureStrings. */
export const answerSsm =
  (parameters: Map<string, string>): Answer =>
  ({ headers, body }, response) => {
    const request = JSON.parse(body) as Request;
    const failure = (type: string): void => json(response, 400, { __type: type, message: 'no' });
    if (headers['x-amz-target'] === 'AmazonSSM.GetParameter') {
      const Value = parameters.get(request.Name);
      if (Value === undefined) return failure('ParameterNotFound');
      // Parameter Store answers the ciphertext unless it is asked to decrypt.
      return json(response, 200, {
        Parameter: { Name: request.Name, Value: request.WithDecryption ? Value : 'sealed' },
      });
    }
    if (headers['x-amz-target'] !== 'AmazonSSM.PutParameter') return failure('UnknownOperationException');
    if (request.Type !== 'SecureString') return failure('ValidationException');
    if (parameters.has(request.Name) && !request.Overwrite) return failure('ParameterAlreadyExists');
    parameters.set(request.Name, request.Value ?? '');
    json(response, 200, { Version: 1 });
  };

/** A Parameter Store that listens somewhere, and what it holds, by name. */
export interface RunningParameters {
  readonly url: string;
  readonly parameters: Map<string, string>;
  stop(): Promise<void>;
}

export const startParameters = async (): Promise<RunningParameters> => {
  const parameters = new Map<string, string>();
  const { url, stop } = await startStandIn(answerSsm(parameters));
  return { url, parameters, stop };
};
