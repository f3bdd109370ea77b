import type Handlebars from 'handlebars';
import runtime from 'handlebars/runtime.js';

// The package types its runtime as empty; it is the same object without the compiler.
const { template } = runtime as unknown as Pick<typeof Handlebars, 'template'>;

/** A precompiled template as a function of its context. Every name that it uses must be there: strict. */
export const fill = <Context extends object>(specification: TemplateSpecification): ((context: Context) => string) => {
  const filled = template<Context>(specification);
  return (context) => filled(context);
};
