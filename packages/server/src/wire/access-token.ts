import { Type, type Static } from 'typebox';
import { model } from './schema.js';

/** What a token request is answered with (RFC 6749, 5.1), under Knetik's name for it. */
export const OAuth2Resource = model('OAuth2Resource', {
  access_token: Type.String(),
  token_type: Type.Literal('bearer'),
  expires_in: Type.Integer({ description: 'Seconds from now' }),
  scope: Type.String({ description: 'The permissions that it has, with a space between two' }),
});
export type AccessToken = Static<typeof OAuth2Resource>;
