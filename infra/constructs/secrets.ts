/** Services that may keep secrets: Parameter Store of Systems Manager, and Secrets Manager. */
export const secretsServices = ['ssm', 'secretsmanager'] as const;

export type SecretsService = (typeof secretsServices)[number];

/** Secrets that functions have rights to; `sources/*` stands for those of every source. */
export type SecretName = 'admin' | 'links' | 'sources/*';

/** What is printed of the deployment's admin key. */
export interface AdminKey {
  readonly name: string;
  /** The output that tells its name. */
  readonly output: string;
  readonly description: string;
  /** Command that makes one and stores it without showing it. */
  readonly make: string;
  /** Command that shows it. */
  readonly read: string;
}

/** Where a deployment keeps its secrets. */
export interface SecretsPlace {
  readonly service: SecretsService;
  /** As functions are told: `ssm:/quarterdeck/prod`. */
  readonly location: string;
  /** What stands at the end of a secret's ARN: all that it may be. */
  resources(name: SecretName): readonly string[];
  readonly adminKey: AdminKey;
}

/** A new admin key, made by Node alone. */
const newKey = `"qd_admin_$(node -p 'crypto.randomBytes(32).toString("base64url")')"`;

const inSsm = (prefix: string): Omit<SecretsPlace, 'service' | 'location'> => ({
  resources: (name) => [`parameter${prefix}/${name}`],
  adminKey: {
    name: `${prefix}/admin`,
    output: 'AdminKeyParameter',
    description: 'The SSM parameter that holds the admin key.',
    make: `aws ssm put-parameter --type SecureString --name ${prefix}/admin --value ${newKey}`,
    read: `aws ssm get-parameter --with-decryption --name ${prefix}/admin --query Parameter.Value --output text`,
  },
});

const inSecretsManager = (prefix: string): Omit<SecretsPlace, 'service' | 'location'> => ({
  // An ARN ends in six characters that AWS makes up. Of a secret that is not there yet it has none: without the right to
  // that, who asks for it is refused instead of told that there is none.
  resources: (name) => {
    const plain = `secret:${prefix}/${name}`;
    return name.endsWith('*') ? [plain] : [plain, `${plain}-??????`];
  },
  adminKey: {
    name: `${prefix}/admin`,
    output: 'AdminKeySecret',
    description: 'The secret of Secrets Manager that holds the admin key.',
    make: `aws secretsmanager create-secret --name ${prefix}/admin --secret-string ${newKey}`,
    read: `aws secretsmanager get-secret-value --secret-id ${prefix}/admin --query SecretString --output text`,
  },
});

const places = { ssm: inSsm, secretsmanager: inSecretsManager } as const;

/** Where the secrets of a stage are, and nobody else's. */
export const secretsPlace = (stage: string, service: SecretsService = 'ssm'): SecretsPlace => {
  const prefix = `/quarterdeck/${stage}`;
  return { service, location: `${service}:${prefix}`, ...places[service](prefix) };
};
