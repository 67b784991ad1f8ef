export const ADMIN = '/console/admin';
