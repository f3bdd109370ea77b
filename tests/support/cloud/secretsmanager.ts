import { type Answer, json } from '../../adapters/standIn.ts';

interface Request {
  /** Of CreateSecret. */
  readonly Name?: string;
  /** Of the others. */
  readonly SecretId?: string;
  readonly SecretString?: string;
  readonly ClientRequestToken?: string;
}

/** Answers as Secrets Manager does: GetSecretValue, CreateSecret and PutSecretValue. */
export const answerSecretsManager =
  (secrets: Map<string, string>): Answer =>
  ({ headers, body }, response) => {
    const { Name = '', SecretId = '', SecretString = '', ClientRequestToken } = JSON.parse(body) as Request;
    const failure = (type: string): void => json(response, 400, { __type: type, message: 'no' });
    const operation = String(headers['x-amz-target']).replace(/^secretsmanager\./, '');
    if (operation === 'GetSecretValue') {
      const value = secrets.get(SecretId);
      if (value === undefined) return failure('ResourceNotFoundException');
      return json(response, 200, { Name: SecretId, SecretString: value, VersionStages: ['AWSCURRENT'] });
    }
    // Versions are told apart by it, so that a repetition makes no second one.
    if (!ClientRequestToken) return failure('InvalidParameterException');
    if (operation === 'CreateSecret') {
      if (secrets.has(Name)) return failure('ResourceExistsException');
      secrets.set(Name, SecretString);
      return json(response, 200, { Name, VersionId: ClientRequestToken });
    }
    if (operation !== 'PutSecretValue') return failure('UnknownOperationException');
    if (!secrets.has(SecretId)) return failure('ResourceNotFoundException');
    secrets.set(SecretId, SecretString);
    json(response, 200, { Name: SecretId, VersionId: ClientRequestToken, VersionStages: ['AWSCURRENT'] });
  };
