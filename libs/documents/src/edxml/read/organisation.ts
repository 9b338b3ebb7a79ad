import type { Organisation, StaffInfo } from '../model';
import type { Section } from './section';

export const readOrganisation = (section: Section): Organisation => ({
  OrganId: section.requiredText('OrganId'),
  OrganizationInCharge: section.text('OrganizationInCharge'),
  OrganName: section.text('OrganName'),
  OrganAdd: section.text('OrganAdd'),
  Email: section.text('Email'),
  Telephone: section.text('Telephone'),
  Fax: section.text('Fax'),
  Website: section.text('Website'),
});

export const readStaff = (section: Section): StaffInfo => ({
  Department: section.text('Department'),
  DepartmentId: section.text('DepartmentId'),
  Staff: section.text('Staff'),
  StaffId: section.text('StaffId'),
  Email: section.text('Email'),
  Mobile: section.text('Mobile'),
});
