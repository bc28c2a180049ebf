/** The studio's process answers; whether it can do something is asked at `/api/ready`. */
export const GET = () => Response.json({ status: 'ok' });
