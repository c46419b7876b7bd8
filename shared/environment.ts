/** A setting that the deployment must give. @throws Error naming the variable where it is missing */
export const environment = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`environment variable ${name} is not set`);
  return value;
};

/** The variable that says something of one projection: `VIEW_TABLE_PROCESSING_TIMES`. */
export const variableOf = (prefix: string, projection: string): string =>
  `${prefix}_${projection.replaceAll('-', '_').toUpperCase()}`;
