import { expect, test } from 'vitest';
import { kinds } from '../../../cli/import/vocabulary.ts';
import { type FieldType, vocabulary } from '../../../lambdas/domain/records/vocabulary.ts';

const kindOf = (type: FieldType) => {
  if (type.kind === 'choice') return type.of;
  return type.kind === 'reference' ? 'text' : type.kind;
};

test("the command's table of fields is the vocabulary's", () => {
  const expected = Object.fromEntries(
    Object.entries(vocabulary).map(([type, fields]) => [
      type,
      Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, kindOf(field.type)])),
    ]),
  );
  expect(kinds).toEqual(expected);
});
