/** The functions log every batch; a thousand runs of them would be read by nobody. Imported before them. */
process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
process.env['POWERTOOLS_DEV'] = 'false';
