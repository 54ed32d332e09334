// Generated from grammar/response-codes.json by `npm run generate`. Do not edit.

/** RFC 3398 §8.2.6.1: the Q.850 cause for a final code of failure, where it is not 31; null where the RFC gives none. */
export const causeByStatusCode: Readonly<Record<number, number | null>> = {
  400: 41,
  401: 21,
  402: 21,
  403: 21,
  404: 1,
  405: 63,
  406: 79,
  407: 21,
  408: 102,
  410: 22,
  413: 127,
  414: 127,
  415: 79,
  416: 127,
  420: 127,
  421: 127,
  423: 127,
  480: 18,
  481: 41,
  482: 25,
  483: 25,
  484: 28,
  485: 1,
  486: 17,
  487: null,
  488: null,
  500: 41,
  501: 79,
  502: 38,
  503: 41,
  504: 102,
  505: 127,
  513: 127,
  600: 17,
  603: 21,
  604: 1,
  606: null,
};

/** RFC 3398 §7.2.4.1: the response code for a Q.850 cause; null where the cause is no response. */
export const q850Causes: Readonly<
  Record<
    number,
    {
      readonly statusCode: number | null;
      readonly whenLocationIsUser?: number;
      readonly whenDiagnosticIsPresent?: number;
    }
  >
> = {
  1: {"statusCode":404}, // unallocated number
  2: {"statusCode":404}, // no route to network
  3: {"statusCode":404}, // no route to destination
  16: {"statusCode":null}, // normal call clearing
  17: {"statusCode":486}, // user busy
  18: {"statusCode":408}, // no user responding
  19: {"statusCode":480}, // no answer from the user
  20: {"statusCode":480}, // subscriber absent
  21: {"statusCode":403,"whenLocationIsUser":603}, // call rejected
  22: {"statusCode":410,"whenDiagnosticIsPresent":301}, // number changed
  23: {"statusCode":410}, // redirection to new destination
  26: {"statusCode":404}, // non-selected user clearing
  27: {"statusCode":502}, // destination out of order
  28: {"statusCode":484}, // address incomplete
  29: {"statusCode":501}, // facility rejected
  31: {"statusCode":480}, // normal unspecified
  34: {"statusCode":503}, // no circuit available
  38: {"statusCode":503}, // network out of order
  41: {"statusCode":503}, // temporary failure
  42: {"statusCode":503}, // switching equipment congestion
  44: {"statusCode":null}, // request circuit or channel not available
  47: {"statusCode":503}, // resource unavailable
  55: {"statusCode":403}, // incoming calls barred within CUG
  57: {"statusCode":403}, // bearer capability not authorized
  58: {"statusCode":503}, // bearer capability not presently available
  65: {"statusCode":488}, // bearer capability not implemented
  70: {"statusCode":488}, // only restricted digital avail
  79: {"statusCode":501}, // service or option not implemented
  87: {"statusCode":403}, // user not member of CUG
  88: {"statusCode":503}, // incompatible destination
  102: {"statusCode":504}, // recovery of timer expiry
  111: {"statusCode":500}, // protocol error
  127: {"statusCode":500}, // interworking unspecified
};
