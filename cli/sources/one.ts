import type { Delivery } from '../http/answers.ts';
import type { Printer } from '../terminal/printer.ts';
import { bytes, minuteOf, plain } from '../terminal/text.ts';
import { printDelivery } from './delivery.ts';

/** The API tells no more of a body, in bytes. */
const mostOfBody = 65_536;

/** Prints one delivery: what it says, then its body as it came, without what a terminal would act on. */
export const printOne = (source: string, delivery: Delivery, printer: Printer): void => {
  const { receivedAt, body, size } = delivery;
  printer.line(`Received at ${minuteOf(receivedAt)} UTC:`);
  printDelivery(source, delivery, printer);
  if (body === undefined || body === null) return;
  printer.line();
  for (const line of body.split('\n')) printer.line(plain(line));
  if (size !== null && size > mostOfBody) printer.line(printer.colours.dim(`… of ${bytes(size)} in all`));
};
