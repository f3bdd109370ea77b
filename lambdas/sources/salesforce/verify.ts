import type { HookRequest, Verifier } from '../source.ts';
import { isKeptToken, tokenProblem } from '../token.ts';
import { declaresEntities, withoutSession } from './bytes.ts';

/** Taken for all of a message's notifications; with anything else Salesforce sends it again, for 24 hours. */
const acknowledgement = `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">
  <soapenv:Body>
    <notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound">
      <Ack>true</Ack>
    </notificationsResponse>
  </soapenv:Body>
</soapenv:Envelope>
`;

const verify = (request: HookRequest, secrets: readonly string[]): boolean =>
  isKeptToken(request, secrets) && !declaresEntities(request.body);

/** Salesforce signs nothing, so who knows the token in the address is believed, unless it declares entities. */
export const verifier: Verifier = {
  system: 'salesforce',
  secretKind: 'token',
  keptHeaders: [],
  acknowledgement: { contentType: 'text/xml; charset=utf-8', body: acknowledgement },
  secretProblem: tokenProblem,
  verify,
  redact: withoutSession,
};
