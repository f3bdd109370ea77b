const address = /[^\s<>()[\],;:"']+@([^\s<>()[\],;:"']+)/g;

/** Text of another system without the names in its e-mail addresses: the domain stays, since it says what to mend. */
export const maskAddresses = (text: string): string => text.replace(address, '***@$1');
