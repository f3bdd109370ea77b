import type { Coverage } from '../domain/reviews/document.ts';
import { clean } from './language/clean.ts';

/** A source as its readers know it: by the name of its system where it bears that system's id, else by its id as it stands. */
export const sourceName = ({ source, name = source }: Pick<Coverage, 'source' | 'name'>): string => clean(name, 60);
