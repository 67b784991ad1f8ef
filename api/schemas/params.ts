import { z } from 'zod';
import { OutsideId } from './fields.ts';

export const OrderParams = z.object({ orderId: OutsideId });
export const SkuParams = z.object({ sku: OutsideId });
export const CustomerParams = z.object({ customerId: OutsideId });
