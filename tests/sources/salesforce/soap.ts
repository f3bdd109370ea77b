/** Fields of an object: `null` is written as nil, `undefined` is not written. */
export type Told = Readonly<Record<string, string | null | undefined>>;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const fieldOf = ([name, value]: [string, string | null | undefined]): string => {
  if (value === undefined) return '';
  return value === null ? `<sf:${name} xsi:nil="true"/>` : `<sf:${name}>${escaped(value)}</sf:${name}>`;
};

export const organisation = '00D7Q000000KfzLUAS';

let notifications = 0;

/** A notification of an object, with an id of its own that is greater than those before it. */
export const notification = (object: string, told: Told): string => {
  notifications += 1;
  const id = `04l7Q${String(notifications).padStart(10, '0')}QAQ`;
  const fields = Object.entries(told).map(fieldOf).join('');
  return `<Notification><Id>${id}</Id><sObject xsi:type="sf:${object}" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">${fields}</sObject></Notification>`;
};

/** The envelope of an outbound message. */
export const envelope = (...inner: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <soapenv:Body>
  <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
   <OrganizationId>${organisation}</OrganizationId>
   <ActionId>04k7Q000000TSwMQAW</ActionId>
   <SessionId>00D7Q!AQ8AQ.wFyvB_secret</SessionId>
   <EnterpriseUrl>https://acme.my.salesforce.example/services/Soap/c/61.0/00D7Q</EnterpriseUrl>
   <PartnerUrl>https://acme.my.salesforce.example/services/Soap/u/61.0/00D7Q</PartnerUrl>
   ${inner.join('\n   ')}
  </notifications>
 </soapenv:Body>
</soapenv:Envelope>`;

/** An outbound message of one object. */
export const message = (object: string, told: Told): string => envelope(notification(object, told));
