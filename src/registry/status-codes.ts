// Generated from grammar/response-codes.json by `npm run generate`. Do not edit.
import { withoutPrototype } from './without-prototype.ts';

/** One member per registered response code, and the aliases. The names are those of the default reason phrases. */
export interface StatusCodes {
  /** 100 Trying (RFC 3261 §21.1.1) */
  readonly Trying: 100;
  /** 180 Ringing (RFC 3261 §21.1.2) */
  readonly Ringing: 180;
  /** 181 Call Is Being Forwarded (RFC 3261 §21.1.3) */
  readonly CallIsBeingForwarded: 181;
  /** 182 Queued (RFC 3261 §21.1.4) */
  readonly Queued: 182;
  /** 183 Session Progress (RFC 3261 §21.1.5) */
  readonly SessionProgress: 183;
  /** 199 Early Dialog Terminated (RFC 6228 §11.1) */
  readonly EarlyDialogTerminated: 199;
  /** 200 OK (RFC 3261 §21.2.1) */
  readonly OK: 200;
  /** 202 Accepted (RFC 6665 §8.3.1, §7.4) */
  readonly Accepted: 202;
  /** 204 No Notification (RFC 5839 §7.1, §8.1) */
  readonly NoNotification: 204;
  /** 300 Multiple Choices (RFC 3261 §21.3.1) */
  readonly MultipleChoices: 300;
  /** 301 Moved Permanently (RFC 3261 §21.3.2) */
  readonly MovedPermanently: 301;
  /** 302 Moved Temporarily (RFC 3261 §21.3.3) */
  readonly MovedTemporarily: 302;
  /** 305 Use Proxy (RFC 3261 §21.3.4) */
  readonly UseProxy: 305;
  /** 380 Alternative Service (RFC 3261 §21.3.5) */
  readonly AlternativeService: 380;
  /** 400 Bad Request (RFC 3261 §21.4.1) */
  readonly BadRequest: 400;
  /** 401 Unauthorized (RFC 3261 §21.4.2) */
  readonly Unauthorized: 401;
  /** 402 Payment Required (RFC 3261 §21.4.3) */
  readonly PaymentRequired: 402;
  /** 403 Forbidden (RFC 3261 §21.4.4) */
  readonly Forbidden: 403;
  /** 404 Not Found (RFC 3261 §21.4.5) */
  readonly NotFound: 404;
  /** 405 Method Not Allowed (RFC 3261 §21.4.6) */
  readonly MethodNotAllowed: 405;
  /** 406 Not Acceptable (RFC 3261 §21.4.7) */
  readonly NotAcceptable: 406;
  /** 407 Proxy Authentication Required (RFC 3261 §21.4.8) */
  readonly ProxyAuthenticationRequired: 407;
  /** 408 Request Timeout (RFC 3261 §21.4.9) */
  readonly RequestTimedOut: 408;
  /** 408 Request Timeout (RFC 3261 §21.4.9) */
  readonly RequestTimeout: 408;
  /** 410 Gone (RFC 3261 §21.4.10) */
  readonly Gone: 410;
  /** 412 Conditional Request Failed (RFC 3903 §11.2.1, §13.2) */
  readonly ConditionalRequestFailed: 412;
  /** 413 Request Entity Too Large (RFC 3261 §21.4.11) */
  readonly RequestEntityTooLarge: 413;
  /** 414 Request-URI Too Long (RFC 3261 §21.4.12) */
  readonly RequestURITooLong: 414;
  /** 415 Unsupported Media Type (RFC 3261 §21.4.13) */
  readonly UnsupportedMediaType: 415;
  /** 416 Unsupported URI Scheme (RFC 3261 §21.4.14) */
  readonly UnsupportedURIScheme: 416;
  /** 417 Unknown Resource-Priority (RFC 4412 §4.6.2, §12.4) */
  readonly UnknownResourcePriority: 417;
  /** 420 Bad Extension (RFC 3261 §21.4.15) */
  readonly BadExtension: 420;
  /** 421 Extension Required (RFC 3261 §21.4.16) */
  readonly ExtensionRequired: 421;
  /** 422 Session Interval Too Small (RFC 4028 §6, §12.2) */
  readonly SessionIntervalTooSmall: 422;
  /** 423 Interval Too Brief (RFC 3261 §21.4.17) */
  readonly IntervalTooBrief: 423;
  /** 424 Bad Location Information (RFC 6442 §4.3, §8.4) */
  readonly BadLocationInformation: 424;
  /** 425 Bad Alert Message (RFC 8876 §5.1, §10.3) */
  readonly BadAlertMessage: 425;
  /** 428 Use Identity Header (RFC 8224 §6.2.2) */
  readonly UseIdentityHeader: 428;
  /** 429 Provide Referrer Identity (RFC 3892 §5, §8) */
  readonly ProvideReferrerIdentity: 429;
  /** 430 Flow Failed (RFC 5626 §11.5) */
  readonly FlowFailed: 430;
  /** 433 Anonymity Disallowed (RFC 5079 §5, §6) */
  readonly AnonymityDisallowed: 433;
  /** 436 Bad Identity Info (RFC 8224 §6.2.2, §13.2) */
  readonly BadIdentityInfo: 436;
  /** 437 Unsupported Credential (RFC 8224 §6.2.2, §13.2) */
  readonly UnsupportedCredential: 437;
  /** 438 Invalid Identity Header (RFC 8224 §6.2.2) */
  readonly InvalidIdentityHeader: 438;
  /** 439 First Hop Lacks Outbound Support (RFC 5626 §11.6) */
  readonly FirstHopLacksOutboundSupport: 439;
  /** 440 Max-Breadth Exceeded (RFC 5393 §6.2) */
  readonly MaxBreadthExceeded: 440;
  /** 469 Bad Info Package (RFC 6086 §4.2.2, §11.6) */
  readonly BadInfoPackage: 469;
  /** 470 Consent Needed (RFC 5360 §5.9.2, §6.1) */
  readonly ConsentNeeded: 470;
  /** 480 Temporarily Unavailable (RFC 3261 §21.4.18) */
  readonly TemporarilyUnavailable: 480;
  /** 481 Call/Transaction Does Not Exist (RFC 3261 §21.4.19) */
  readonly CallDoesNotExist: 481;
  /** 481 Call/Transaction Does Not Exist (RFC 3261 §21.4.19) */
  readonly CallTransactionDoesNotExist: 481;
  /** 482 Loop Detected (RFC 3261 §21.4.20) */
  readonly LoopDetected: 482;
  /** 483 Too Many Hops (RFC 3261 §21.4.21) */
  readonly TooManyHops: 483;
  /** 484 Address Incomplete (RFC 3261 §21.4.22) */
  readonly AddressIncomplete: 484;
  /** 485 Ambiguous (RFC 3261 §21.4.23) */
  readonly Ambiguous: 485;
  /** 486 Busy Here (RFC 3261 §21.4.24) */
  readonly BusyHere: 486;
  /** 487 Request Terminated (RFC 3261 §21.4.25) */
  readonly RequestTerminated: 487;
  /** 488 Not Acceptable Here (RFC 3261 §21.4.26) */
  readonly NotAcceptableHere: 488;
  /** 489 Bad Event (RFC 6665 §8.3.2, §7.4) */
  readonly BadEvent: 489;
  /** 491 Request Pending (RFC 3261 §21.4.27) */
  readonly RequestPending: 491;
  /** 493 Undecipherable (RFC 3261 §21.4.28) */
  readonly Undecipherable: 493;
  /** 494 Security Agreement Required (RFC 3329 §2.3.1, §6.4) */
  readonly SecurityAgreementRequired: 494;
  /** 500 Server Internal Error (RFC 3261 §21.5.1) */
  readonly ServerInternalError: 500;
  /** 501 Not Implemented (RFC 3261 §21.5.2) */
  readonly NotImplemented: 501;
  /** 502 Bad Gateway (RFC 3261 §21.5.3) */
  readonly BadGateway: 502;
  /** 503 Service Unavailable (RFC 3261 §21.5.4) */
  readonly ServiceUnavailable: 503;
  /** 504 Server Time-out (RFC 3261 §21.5.5) */
  readonly ServerTimeout: 504;
  /** 504 Server Time-out (RFC 3261 §21.5.5) */
  readonly ServerTimeOut: 504;
  /** 505 Version Not Supported (RFC 3261 §21.5.6) */
  readonly VersionNotSupported: 505;
  /** 513 Message Too Large (RFC 3261 §21.5.7) */
  readonly MessageTooLarge: 513;
  /** 555 Push Notification Service Not Supported (RFC 8599 §8.1, §14.2.1) */
  readonly PushNotificationServiceNotSupported: 555;
  /** 580 Precondition Failure (RFC 3312 §8, §15) */
  readonly PreconditionFailure: 580;
  /** 600 Busy Everywhere (RFC 3261 §21.6.1) */
  readonly BusyEverywhere: 600;
  /** 603 Decline (RFC 3261 §21.6.2) */
  readonly GlobalFailureDecline: 603;
  /** 603 Decline (RFC 3261 §21.6.2) */
  readonly Decline: 603;
  /** 604 Does Not Exist Anywhere (RFC 3261 §21.6.3) */
  readonly DoesNotExistAnywhere: 604;
  /** 606 Not Acceptable (RFC 3261 §21.6.4) */
  readonly GlobalFailureNotAcceptable: 606;
  /** 607 Unwanted (RFC 8197 §4, §5.1) */
  readonly Unwanted: 607;
  /** 608 Rejected (RFC 8688 §3, §5) */
  readonly Rejected: 608;
}

/** The default reason phrase of each registered response code. */
export interface ReasonPhrases {
  /** 100 Trying (RFC 3261 §21.1.1) */
  readonly 100: 'Trying';
  /** 180 Ringing (RFC 3261 §21.1.2) */
  readonly 180: 'Ringing';
  /** 181 Call Is Being Forwarded (RFC 3261 §21.1.3) */
  readonly 181: 'Call Is Being Forwarded';
  /** 182 Queued (RFC 3261 §21.1.4) */
  readonly 182: 'Queued';
  /** 183 Session Progress (RFC 3261 §21.1.5) */
  readonly 183: 'Session Progress';
  /** 199 Early Dialog Terminated (RFC 6228 §11.1) */
  readonly 199: 'Early Dialog Terminated';
  /** 200 OK (RFC 3261 §21.2.1) */
  readonly 200: 'OK';
  /** 202 Accepted (RFC 6665 §8.3.1, §7.4) */
  readonly 202: 'Accepted';
  /** 204 No Notification (RFC 5839 §7.1, §8.1) */
  readonly 204: 'No Notification';
  /** 300 Multiple Choices (RFC 3261 §21.3.1) */
  readonly 300: 'Multiple Choices';
  /** 301 Moved Permanently (RFC 3261 §21.3.2) */
  readonly 301: 'Moved Permanently';
  /** 302 Moved Temporarily (RFC 3261 §21.3.3) */
  readonly 302: 'Moved Temporarily';
  /** 305 Use Proxy (RFC 3261 §21.3.4) */
  readonly 305: 'Use Proxy';
  /** 380 Alternative Service (RFC 3261 §21.3.5) */
  readonly 380: 'Alternative Service';
  /** 400 Bad Request (RFC 3261 §21.4.1) */
  readonly 400: 'Bad Request';
  /** 401 Unauthorized (RFC 3261 §21.4.2) */
  readonly 401: 'Unauthorized';
  /** 402 Payment Required (RFC 3261 §21.4.3) */
  readonly 402: 'Payment Required';
  /** 403 Forbidden (RFC 3261 §21.4.4) */
  readonly 403: 'Forbidden';
  /** 404 Not Found (RFC 3261 §21.4.5) */
  readonly 404: 'Not Found';
  /** 405 Method Not Allowed (RFC 3261 §21.4.6) */
  readonly 405: 'Method Not Allowed';
  /** 406 Not Acceptable (RFC 3261 §21.4.7) */
  readonly 406: 'Not Acceptable';
  /** 407 Proxy Authentication Required (RFC 3261 §21.4.8) */
  readonly 407: 'Proxy Authentication Required';
  /** 408 Request Timeout (RFC 3261 §21.4.9) */
  readonly 408: 'Request Timeout';
  /** 410 Gone (RFC 3261 §21.4.10) */
  readonly 410: 'Gone';
  /** 412 Conditional Request Failed (RFC 3903 §11.2.1, §13.2) */
  readonly 412: 'Conditional Request Failed';
  /** 413 Request Entity Too Large (RFC 3261 §21.4.11) */
  readonly 413: 'Request Entity Too Large';
  /** 414 Request-URI Too Long (RFC 3261 §21.4.12) */
  readonly 414: 'Request-URI Too Long';
  /** 415 Unsupported Media Type (RFC 3261 §21.4.13) */
  readonly 415: 'Unsupported Media Type';
  /** 416 Unsupported URI Scheme (RFC 3261 §21.4.14) */
  readonly 416: 'Unsupported URI Scheme';
  /** 417 Unknown Resource-Priority (RFC 4412 §4.6.2, §12.4) */
  readonly 417: 'Unknown Resource-Priority';
  /** 420 Bad Extension (RFC 3261 §21.4.15) */
  readonly 420: 'Bad Extension';
  /** 421 Extension Required (RFC 3261 §21.4.16) */
  readonly 421: 'Extension Required';
  /** 422 Session Interval Too Small (RFC 4028 §6, §12.2) */
  readonly 422: 'Session Interval Too Small';
  /** 423 Interval Too Brief (RFC 3261 §21.4.17) */
  readonly 423: 'Interval Too Brief';
  /** 424 Bad Location Information (RFC 6442 §4.3, §8.4) */
  readonly 424: 'Bad Location Information';
  /** 425 Bad Alert Message (RFC 8876 §5.1, §10.3) */
  readonly 425: 'Bad Alert Message';
  /** 428 Use Identity Header (RFC 8224 §6.2.2) */
  readonly 428: 'Use Identity Header';
  /** 429 Provide Referrer Identity (RFC 3892 §5, §8) */
  readonly 429: 'Provide Referrer Identity';
  /** 430 Flow Failed (RFC 5626 §11.5) */
  readonly 430: 'Flow Failed';
  /** 433 Anonymity Disallowed (RFC 5079 §5, §6) */
  readonly 433: 'Anonymity Disallowed';
  /** 436 Bad Identity Info (RFC 8224 §6.2.2, §13.2) */
  readonly 436: 'Bad Identity Info';
  /** 437 Unsupported Credential (RFC 8224 §6.2.2, §13.2) */
  readonly 437: 'Unsupported Credential';
  /** 438 Invalid Identity Header (RFC 8224 §6.2.2) */
  readonly 438: 'Invalid Identity Header';
  /** 439 First Hop Lacks Outbound Support (RFC 5626 §11.6) */
  readonly 439: 'First Hop Lacks Outbound Support';
  /** 440 Max-Breadth Exceeded (RFC 5393 §6.2) */
  readonly 440: 'Max-Breadth Exceeded';
  /** 469 Bad Info Package (RFC 6086 §4.2.2, §11.6) */
  readonly 469: 'Bad Info Package';
  /** 470 Consent Needed (RFC 5360 §5.9.2, §6.1) */
  readonly 470: 'Consent Needed';
  /** 480 Temporarily Unavailable (RFC 3261 §21.4.18) */
  readonly 480: 'Temporarily Unavailable';
  /** 481 Call/Transaction Does Not Exist (RFC 3261 §21.4.19) */
  readonly 481: 'Call/Transaction Does Not Exist';
  /** 482 Loop Detected (RFC 3261 §21.4.20) */
  readonly 482: 'Loop Detected';
  /** 483 Too Many Hops (RFC 3261 §21.4.21) */
  readonly 483: 'Too Many Hops';
  /** 484 Address Incomplete (RFC 3261 §21.4.22) */
  readonly 484: 'Address Incomplete';
  /** 485 Ambiguous (RFC 3261 §21.4.23) */
  readonly 485: 'Ambiguous';
  /** 486 Busy Here (RFC 3261 §21.4.24) */
  readonly 486: 'Busy Here';
  /** 487 Request Terminated (RFC 3261 §21.4.25) */
  readonly 487: 'Request Terminated';
  /** 488 Not Acceptable Here (RFC 3261 §21.4.26) */
  readonly 488: 'Not Acceptable Here';
  /** 489 Bad Event (RFC 6665 §8.3.2, §7.4) */
  readonly 489: 'Bad Event';
  /** 491 Request Pending (RFC 3261 §21.4.27) */
  readonly 491: 'Request Pending';
  /** 493 Undecipherable (RFC 3261 §21.4.28) */
  readonly 493: 'Undecipherable';
  /** 494 Security Agreement Required (RFC 3329 §2.3.1, §6.4) */
  readonly 494: 'Security Agreement Required';
  /** 500 Server Internal Error (RFC 3261 §21.5.1) */
  readonly 500: 'Server Internal Error';
  /** 501 Not Implemented (RFC 3261 §21.5.2) */
  readonly 501: 'Not Implemented';
  /** 502 Bad Gateway (RFC 3261 §21.5.3) */
  readonly 502: 'Bad Gateway';
  /** 503 Service Unavailable (RFC 3261 §21.5.4) */
  readonly 503: 'Service Unavailable';
  /** 504 Server Time-out (RFC 3261 §21.5.5) */
  readonly 504: 'Server Time-out';
  /** 505 Version Not Supported (RFC 3261 §21.5.6) */
  readonly 505: 'Version Not Supported';
  /** 513 Message Too Large (RFC 3261 §21.5.7) */
  readonly 513: 'Message Too Large';
  /** 555 Push Notification Service Not Supported (RFC 8599 §8.1, §14.2.1) */
  readonly 555: 'Push Notification Service Not Supported';
  /** 580 Precondition Failure (RFC 3312 §8, §15) */
  readonly 580: 'Precondition Failure';
  /** 600 Busy Everywhere (RFC 3261 §21.6.1) */
  readonly 600: 'Busy Everywhere';
  /** 603 Decline (RFC 3261 §21.6.2) */
  readonly 603: 'Decline';
  /** 604 Does Not Exist Anywhere (RFC 3261 §21.6.3) */
  readonly 604: 'Does Not Exist Anywhere';
  /** 606 Not Acceptable (RFC 3261 §21.6.4) */
  readonly 606: 'Not Acceptable';
  /** 607 Unwanted (RFC 8197 §4, §5.1) */
  readonly 607: 'Unwanted';
  /** 608 Rejected (RFC 8688 §3, §5) */
  readonly 608: 'Rejected';
}

/** The registered response codes by name: `StatusCode.BusyHere` is 486. Without a prototype and frozen. */
export const StatusCode: StatusCodes = /* @__PURE__ */ withoutPrototype({
  Trying: 100,
  Ringing: 180,
  CallIsBeingForwarded: 181,
  Queued: 182,
  SessionProgress: 183,
  EarlyDialogTerminated: 199,
  OK: 200,
  Accepted: 202,
  NoNotification: 204,
  MultipleChoices: 300,
  MovedPermanently: 301,
  MovedTemporarily: 302,
  UseProxy: 305,
  AlternativeService: 380,
  BadRequest: 400,
  Unauthorized: 401,
  PaymentRequired: 402,
  Forbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  NotAcceptable: 406,
  ProxyAuthenticationRequired: 407,
  RequestTimedOut: 408,
  RequestTimeout: 408,
  Gone: 410,
  ConditionalRequestFailed: 412,
  RequestEntityTooLarge: 413,
  RequestURITooLong: 414,
  UnsupportedMediaType: 415,
  UnsupportedURIScheme: 416,
  UnknownResourcePriority: 417,
  BadExtension: 420,
  ExtensionRequired: 421,
  SessionIntervalTooSmall: 422,
  IntervalTooBrief: 423,
  BadLocationInformation: 424,
  BadAlertMessage: 425,
  UseIdentityHeader: 428,
  ProvideReferrerIdentity: 429,
  FlowFailed: 430,
  AnonymityDisallowed: 433,
  BadIdentityInfo: 436,
  UnsupportedCredential: 437,
  InvalidIdentityHeader: 438,
  FirstHopLacksOutboundSupport: 439,
  MaxBreadthExceeded: 440,
  BadInfoPackage: 469,
  ConsentNeeded: 470,
  TemporarilyUnavailable: 480,
  CallDoesNotExist: 481,
  CallTransactionDoesNotExist: 481,
  LoopDetected: 482,
  TooManyHops: 483,
  AddressIncomplete: 484,
  Ambiguous: 485,
  BusyHere: 486,
  RequestTerminated: 487,
  NotAcceptableHere: 488,
  BadEvent: 489,
  RequestPending: 491,
  Undecipherable: 493,
  SecurityAgreementRequired: 494,
  ServerInternalError: 500,
  NotImplemented: 501,
  BadGateway: 502,
  ServiceUnavailable: 503,
  ServerTimeout: 504,
  ServerTimeOut: 504,
  VersionNotSupported: 505,
  MessageTooLarge: 513,
  PushNotificationServiceNotSupported: 555,
  PreconditionFailure: 580,
  BusyEverywhere: 600,
  GlobalFailureDecline: 603,
  Decline: 603,
  DoesNotExistAnywhere: 604,
  GlobalFailureNotAcceptable: 606,
  Unwanted: 607,
  Rejected: 608,
});

/** A registered response code: 100, 180, … 608. */
export type StatusCode = keyof ReasonPhrases;

/**
 * The default reason phrases by code, in the shape of Node's `http.STATUS_CODES`: any number may be asked for, and
 * gives undefined where it is unregistered. Without a prototype and frozen.
 */
export const STATUS_CODES: ReasonPhrases & { readonly [code: number]: string | undefined } =
  /* @__PURE__ */ withoutPrototype({
  100: 'Trying',
  180: 'Ringing',
  181: 'Call Is Being Forwarded',
  182: 'Queued',
  183: 'Session Progress',
  199: 'Early Dialog Terminated',
  200: 'OK',
  202: 'Accepted',
  204: 'No Notification',
  300: 'Multiple Choices',
  301: 'Moved Permanently',
  302: 'Moved Temporarily',
  305: 'Use Proxy',
  380: 'Alternative Service',
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  410: 'Gone',
  412: 'Conditional Request Failed',
  413: 'Request Entity Too Large',
  414: 'Request-URI Too Long',
  415: 'Unsupported Media Type',
  416: 'Unsupported URI Scheme',
  417: 'Unknown Resource-Priority',
  420: 'Bad Extension',
  421: 'Extension Required',
  422: 'Session Interval Too Small',
  423: 'Interval Too Brief',
  424: 'Bad Location Information',
  425: 'Bad Alert Message',
  428: 'Use Identity Header',
  429: 'Provide Referrer Identity',
  430: 'Flow Failed',
  433: 'Anonymity Disallowed',
  436: 'Bad Identity Info',
  437: 'Unsupported Credential',
  438: 'Invalid Identity Header',
  439: 'First Hop Lacks Outbound Support',
  440: 'Max-Breadth Exceeded',
  469: 'Bad Info Package',
  470: 'Consent Needed',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  482: 'Loop Detected',
  483: 'Too Many Hops',
  484: 'Address Incomplete',
  485: 'Ambiguous',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  489: 'Bad Event',
  491: 'Request Pending',
  493: 'Undecipherable',
  494: 'Security Agreement Required',
  500: 'Server Internal Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Server Time-out',
  505: 'Version Not Supported',
  513: 'Message Too Large',
  555: 'Push Notification Service Not Supported',
  580: 'Precondition Failure',
  600: 'Busy Everywhere',
  603: 'Decline',
  604: 'Does Not Exist Anywhere',
  606: 'Not Acceptable',
  607: 'Unwanted',
  608: 'Rejected',
});
