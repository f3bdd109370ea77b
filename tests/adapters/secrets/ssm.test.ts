import { createSsmSecrets } from '../../../lambdas/adapters/secrets/ssm.ts';
import { describeSecrets } from '../../contract/secrets.contract.ts';
import { answerSsm } from '../../support/cloud/ssm.ts';

describeSecrets('Parameter Store', {
  scheme: 'ssm',
  endpoint: 'AWS_ENDPOINT_URL_SSM',
  answer: answerSsm,
  create: createSsmSecrets,
});
