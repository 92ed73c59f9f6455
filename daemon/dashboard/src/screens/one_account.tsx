// Reports are of one account: where several are in our care and none is chosen, the first.
import { account, session } from "../state";

export const chosenAccount = (): string => account.value || session.value?.accounts[0] || "";
