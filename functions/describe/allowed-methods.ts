const described = ['get', 'put', 'post', 'delete', 'patch'];

/**
 * Which methods a path of the API takes, by its OpenAPI document; none where there is no such path. HEAD comes with GET,
 * and every path answers OPTIONS.
 */
export const allowedMethods = (paths: object): ((path: string) => readonly string[]) => {
  const known = Object.entries(paths).map(([template, operations]: [string, object]) => {
    const methods = described.filter((method) => method in operations).map((method) => method.toUpperCase());
    const pattern = template
      .split(/\{[^}]+\}/)
      .map((literal) => literal.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`))
      .join('[^/]+');
    return {
      pattern: new RegExp(`^${pattern}$`),
      methods: [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'],
    };
  });
  return (path) => known.find(({ pattern }) => pattern.test(path))?.methods ?? [];
};
