import { InvalidInputError } from '@holdall/core';

/** Faults that the server itself found: their fields are named as the caller wrote them, and not as the engine would. */
export class RequestFaults extends InvalidInputError {}
