/** Thrown by the builder: which field is wrong, and the index in it where it goes wrong. */
export class StatusLineBuildError extends Error {
  override readonly name = 'StatusLineBuildError';
  /** The field that is wrong. */
  readonly field: 'statusCode' | 'reasonPhrase' | 'sipVersion';
  /** Where in the field, in UTF-16 units; 0 where the field is no text. */
  readonly offset: number;

  constructor(field: StatusLineBuildError['field'], offset: number, message: string) {
    super(`${field}: ${message}`);
    this.field = field;
    this.offset = offset;
  }
}
