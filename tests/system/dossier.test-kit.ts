/** A dossier of one's own, as a portal's developer would write it. */
export const dossier = (code: string, summary: string): string =>
  JSON.stringify({
    specversion: '1.0',
    id: `system-${code}`,
    source: '000.99.01.H26',
    type: 'dossier.submitted',
    subject: code,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    dataschema: 'dossier/1',
    data: {
      dossier: {
        code,
        procedure: { code: '1.099001', name: 'Thủ tục mẫu' },
        field: { code: 'G99-LV01', name: 'Lĩnh vực mẫu' },
        applicant: { kind: 'citizen', name: 'Nguyễn Văn Ví Dụ', idNumber: '001999000001' },
        summary,
        channel: 'online',
        submittedAt: new Date().toISOString(),
        agency: { code: '000.99.02.H26', name: 'Bộ phận một cửa' },
        attachments: [],
      },
    },
  });
