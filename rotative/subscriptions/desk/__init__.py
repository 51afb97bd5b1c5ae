"""The subscription desk in the back office: subscribers, payments, vouchers, plans, and how it all goes."""
