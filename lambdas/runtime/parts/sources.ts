import type { Services } from '../../flow/services.ts';
import { sources as all } from '../../sources/index.ts';
import type { Part } from '../compose.ts';

export const sources: Part<Services['sources']> = { needs: [], make: () => all };
