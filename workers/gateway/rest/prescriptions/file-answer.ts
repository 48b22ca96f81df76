import type { PrescriptionFile } from '#modules/prescriptions';

/** Never shown inside a page of ours, never guessed to be something else, never kept on the way. */
export const fileAnswer = ({ bytes, contentType, fileName }: PrescriptionFile): Response =>
  new Response(bytes, {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
