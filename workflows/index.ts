// The worker's bundle needs one module that has every workflow type.
export { afterClosing } from './after-closing.ts';
export { instalments } from './instalments.ts';
export { latePayment } from './late-payment.ts';
export { order } from './order.ts';
export { refund } from './refund.ts';
