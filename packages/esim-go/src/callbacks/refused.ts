import { HoldallError } from '@holdall/core';

/** Why a callback is not taken in. The list only grows. */
export type CallbackRefusal =
  'empty' | 'not_utf8' | 'not_json' | 'not_an_object' | 'unsigned' | 'signature_not_understood' | 'signature_wrong';

/** A callback was refused; nothing was stored. Neither the message nor the details hold anything of it. */
export class CallbackRefusedError extends HoldallError {
  readonly code = 'esim_go_callback_refused';
  declare readonly details: { readonly reason: CallbackRefusal };

  constructor(reason: CallbackRefusal) {
    super(`The callback was refused: ${sentences[reason]}.`, { reason });
  }
}

const sentences: Readonly<Record<CallbackRefusal, string>> = {
  empty: 'it has no body',
  not_utf8: 'its body is not UTF-8',
  not_json: 'its body is not JSON',
  not_an_object: 'its body is no JSON object',
  unsigned: 'it is not signed',
  signature_not_understood: 'its signature is neither base64 nor hexadecimal of 32 bytes',
  signature_wrong: 'its signature is of no key that is known',
};
