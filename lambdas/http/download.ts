import type { Context } from 'hono';
import type { ReviewFile } from '../rendering/files.ts';

/** A file to be saved, under its own name. */
export const answerFile = (c: Context, { name, contentType, content }: ReviewFile): Response =>
  // A copy, of which nothing else can be seen: bytes of Node are windows on larger buffers.
  c.body(new Uint8Array(content), 200, {
    'content-type': contentType,
    'content-disposition': `attachment; filename="${name}"`,
  });
