/** Made by `npm run client` from the gateway's OpenAPI document; not edited by hand. */

export interface paths {
    "/api/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My account */
        get: operations["account.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change my password; my other sessions end */
        post: operations["account.password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where I am signed in */
        get: operations["account.sessions"];
        put?: never;
        post?: never;
        /** Sign out everywhere else */
        delete: operations["account.end-sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out there */
        delete: operations["account.end-session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A secret for my phone; it counts once a code of it was given */
        post: operations["account.begin-totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** From now on a code is asked after my password */
        post: operations["account.confirm-totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/totp/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** New recovery codes; the old ones count no longer */
        post: operations["account.renew-recovery-codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/totp/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask me for no code any more */
        post: operations["account.remove-totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Addresses in the order of their ids, page by page */
        get: operations["address.list"];
        put?: never;
        /** A new part of the tree */
        post: operations["address.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/addresses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One address */
        get: operations["address.show"];
        put?: never;
        post?: never;
        /** An address goes; refused while anybody or anything belongs to it */
        delete: operations["address.remove"];
        options?: never;
        head?: never;
        /** Other fields for an address; null clears one */
        patch: operations["address.change"];
        trace?: never;
    };
    "/api/addresses/tree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The compound as a tree: building, unit, floor, home */
        get: operations["address.tree"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alarms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Alarms */
        get: operations["alarm.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alarms/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One alarm */
        get: operations["alarm.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alarms/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an alarm: the first to do so is its owner */
        post: operations["alarm.acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alarms/{id}/arrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whoever was sent is there */
        post: operations["alarm.arrive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alarms/{id}/clip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The clip kept with an alarm; takes a Range */
        get: operations["alarm.clip"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alarms/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close it with what it was */
        post: operations["alarm.close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alarms/{id}/dispatch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send somebody who is on duty */
        post: operations["alarm.dispatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alarms/{id}/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for a copy of what is kept, with faces and plates of those not concerned made unrecognisable */
        post: operations["export.ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alarms/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that happened to an alarm, in order */
        get: operations["alarm.history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alarms/{id}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a note */
        post: operations["alarm.note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alarms/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open it again, under its id */
        post: operations["alarm.reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alarms/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What had to be done is done */
        post: operations["alarm.resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alarms/{id}/shelve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set it aside for a while, eight hours at most; it comes back by itself */
        post: operations["alarm.shelve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alarms/{id}/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The picture kept with an alarm */
        get: operations["alarm.snapshot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alarms/{id}/unshelve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring it back to the list */
        post: operations["alarm.unshelve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alarms/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what a look at it showed */
        post: operations["alarm.verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alarms/hidden": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Alarms that are shelved, suppressed or out of service */
        get: operations["alarm.hidden"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alarms/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Alarms of any time, newest first */
        get: operations["alarm.search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alarms/stale": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Alarms that have been open for more than a day */
        get: operations["alarm.stale"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/authority": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The certificate of the site’s authority, PEM: for browsers and devices, after its fingerprint was compared */
        get: operations["authority.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cameras */
        get: operations["camera.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{id}/objects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom the camera follows now; asking keeps it looking out for some seconds */
        get: operations["camera.objects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{id}/scene": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is drawn on a camera’s picture (masks, areas, lines, rules), and what its rules can name */
        get: operations["scene.show"];
        /** Draw anew; in force at once. 409 if somebody changed it after `version` */
        put: operations["scene.change"];
        post?: never;
        /** Back to what the site file says, as a new version */
        delete: operations["scene.reset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{id}/scene/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed it and when, newest first; at most 100 */
        get: operations["scene.versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{id}/scene/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An older version */
        get: operations["scene.version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cameras/{id}/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The picture of this moment */
        get: operations["camera.snapshot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A card for a person */
        post: operations["card.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cards/{id}/lost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A card opens nothing from now on; found again, it can be resumed */
        post: operations["card.lost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cards/{id}/replace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another card in the place of this one, with the same rights; answers with the new one */
        post: operations["card.replace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cards/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A card opens again after a suspension or loss */
        post: operations["card.resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cards/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A card opens nothing ever again */
        post: operations["card.revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cards/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A card opens nothing until it is resumed */
        post: operations["card.suspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All cases; the look goes into the ledger, again once one has changed or an hour has passed */
        get: operations["case.list"];
        put?: never;
        /** Asks for a case: a subject, a time to look at, and until when; somebody else must approve it */
        post: operations["case.request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves what somebody else has asked for */
        post: operations["case.approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes a case; its trajectory is not shown any more */
        post: operations["case.close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuses what somebody else has asked for */
        post: operations["case.refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/{id}/trajectory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The way of the case’s subject through the rings; each look goes into the ledger */
        get: operations["case.trajectory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cases/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases that wait to be approved or refused; the look goes into the ledger */
        get: operations["case.requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Channels for notices, and how each does since the start */
        get: operations["channel.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels/{channel}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a test notice at once */
        post: operations["channel.test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the gateway believes its clock; while it does not, visitors are not let in */
        get: operations["clock.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/clock/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the clock is right: it was compared with a watch */
        post: operations["clock.confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consent-notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What people read before they consent, with its version */
        get: operations["consent-notice.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/consents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraws a consent and all others of the person for the same purpose; holds from the next decision on */
        delete: operations["consent.withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How people on duty are reached: of everybody for those who plan duty, else one’s own */
        get: operations["contact.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{user}/{channel}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say how a user is reached by a channel */
        put: operations["contact.set"];
        post?: never;
        /** No longer reach a user by a channel */
        delete: operations["contact.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/controllers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Door controllers, the version of the rights that each should hold and holds, and the key they check it with */
        get: operations["controller.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/device-standings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every device with how it stands: waiting, approved or revoked, since when and on whose word */
        get: operations["device.standings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Devices */
        get: operations["device.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a device count that waits or was revoked; revision is that of the standing you have seen */
        post: operations["device.approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke a device at once: its connection ends, and nothing that it says has an effect */
        post: operations["device.revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/doors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every door and barrier as it stands, and how its controller answered the last order */
        get: operations["door.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/doors/{id}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let nobody pass by a credential; exit button and fire input go on opening */
        post: operations["door.block"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/doors/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lower a barrier; refused while a vehicle stands under it */
        post: operations["door.close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/doors/{id}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lock a door */
        post: operations["door.lock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/doors/{id}/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a door once, or raise a barrier for one vehicle */
        post: operations["door.open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/doors/{id}/unblock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End that */
        post: operations["door.unblock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/doors/{id}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep a door unlocked until it is locked again */
        post: operations["door.unlock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Drills, newest first, and the one that runs */
        get: operations["drill.list"];
        put?: never;
        /** Plan a drill; nothing happens before it is started */
        post: operations["drill.plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drills/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One drill; once it is over with its report: each step, how long it took, what is allowed */
        get: operations["drill.report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drills/{id}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add words to a drill, while it runs or afterwards */
        post: operations["drill.note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drills/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin a drill that was planned; it ends by itself after its limit */
        post: operations["drill.start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/drills/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a drill: what it raised is cleared, and its report is made */
        post: operations["drill.stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/duty/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Users who can be on duty, and as what */
        get: operations["duty-person.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What devices said, newest first, by when it arrived */
        get: operations["event.search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/evidence/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who took evidence out of the gateway, and why: the newest 200 entries */
        get: operations["evidence.audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Exports, newest first */
        get: operations["export.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends an export, or deletes its file */
        delete: operations["export.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exports/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The finished file, to be saved */
        get: operations["export.download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the alarms of a span came to */
        get: operations["figure.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/follow/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a request stands, for whoever asked */
        get: operations["follow.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/follow/{code}/rate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say how content you are */
        post: operations["follow.rate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/follow/{code}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that it is not solved */
        post: operations["follow.return"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Duty areas and who looks after them */
        get: operations["grid.list"];
        put?: never;
        /** A new duty area */
        post: operations["grid.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grids/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** A duty area goes; refused while addresses belong to it */
        delete: operations["grid.remove"];
        options?: never;
        head?: never;
        /** Other fields for a duty area; null clears one */
        patch: operations["grid.change"];
        trace?: never;
    };
    "/api/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Access groups: places and the times at which they may be passed */
        get: operations["group.list"];
        put?: never;
        /** A new access group */
        post: operations["group.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One access group */
        get: operations["group.show"];
        put?: never;
        post?: never;
        /** An access group goes; refused while anybody belongs to it */
        delete: operations["group.remove"];
        options?: never;
        head?: never;
        /** Other places or times for an access group, in force at once; null clears a field */
        patch: operations["group.change"];
        trace?: never;
    };
    "/api/groups/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who belongs to an access group, by ids, ended memberships too */
        get: operations["group.members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hand-overs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Past hand-overs, newest first */
        get: operations["handover.list"];
        put?: never;
        /** Begin to hand over, from ten minutes before the shift ends */
        post: operations["handover.begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hand-overs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One hand-over, to read or print */
        get: operations["handover.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hand-overs/{id}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The outgoing state one item of the list */
        post: operations["handover.note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hand-overs/{id}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign your side, with your password; with the second signature it is done and stays as it is */
        post: operations["handover.sign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hand-overs/{id}/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The incoming take over one urgent alarm */
        post: operations["handover.take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hand-overs/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Hand-overs that you have to do with now, and when yours may begin */
        get: operations["handover.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders to keep things beyond their time */
        get: operations["hold.list"];
        put?: never;
        /** Keep what was recorded in a span of time until the order is released */
        post: operations["hold.place"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/holds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** The order is over: what it kept goes at the next purge, where its time has come */
        delete: operations["hold.release"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/homes/{id}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who belongs to a home, ended residencies too; the look goes into the ledger */
        get: operations["home.people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/homes/away": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** The people of a home say until when they are away, 180 days at most; a time in the past ends it */
        put: operations["home.away"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/households": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Households of a home, without their members */
        get: operations["household.list"];
        put?: never;
        /** A new household in a home */
        post: operations["household.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/households/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Another number of parking places for a household; null clears it */
        patch: operations["household.change"];
        trace?: never;
    };
    "/api/households/{id}/move-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A household leaves with all its members */
        post: operations["household.moveOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand in a table of people, CSV or XLSX, and have every row checked; nothing changes yet */
        post: operations["import.check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an import is, and what it would do */
        get: operations["import.show"];
        put?: never;
        post?: never;
        /** Forget an import that is not being applied */
        delete: operations["import.cancel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Apply a checked import, all of it or nothing */
        post: operations["import.apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every problem of the table, by row and column */
        get: operations["import.problems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/template.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An empty table with the headings of the import, and what may stand under each */
        get: operations["import.template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Incidents, newest first */
        get: operations["incident.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One incident with its alarms and their one timeline */
        get: operations["incident.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what to whom, when and why; newest first */
        get: operations["ledger.find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/affected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whose data a user looked at in a span of time: who has to be told of a breach */
        get: operations["ledger.affected"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/anchors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the chain stood when it was last sealed and handed to the cloud; newest first */
        get: operations["ledger.anchors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/head": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the chain stands: write it down elsewhere, and nobody can write the ledger anew unnoticed */
        get: operations["ledger.head"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Walk the whole chain and say where it is damaged first */
        post: operations["ledger.verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lifts/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a lift run that is held for an e-bike which is none */
        post: operations["lift.release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes as server-sent events: change, tick (every 5 s), reload, signed-out */
        get: operations["live.follow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/memberships": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody belongs to an access group for a time */
        post: operations["membership.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/memberships/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A membership ends, now or at a time to come */
        post: operations["membership.end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/modes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Modes that stand, with each device’s answer, and the last that have ended */
        get: operations["mode.list"];
        put?: never;
        /** Evacuate, lock down, or set an entry policy with its end */
        post: operations["mode.apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/modes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a mode: doors go back to what they were */
        delete: operations["mode.end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/modes/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a mode would change; nothing happens */
        post: operations["mode.preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/modes/standing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which modes stand now, for everybody: no reasons, no places */
        get: operations["mode.standing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who was told when, by which channel, and who answered */
        get: operations["notice.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that you have seen a notice that was for you */
        post: operations["notice.acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer a notice with the token of its link, once; needs no signing in */
        post: operations["notice.answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["api.describe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything the first paint needs; a part that is not for your roles is empty */
        get: operations["overview.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parking/vehicles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Vehicles that are known to be inside, with masked plates, how old that is, and their tickets */
        get: operations["parking.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parking/vehicles/{id}/left": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody looked: this vehicle is not here any more; its tickets end, and the reason is in the ledger */
        post: operations["parking.left"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parking/vehicles/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The whole plate of a vehicle inside and whose permit it came in with, to find and to call; in the ledger */
        post: operations["parking.reveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/passages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last passages, newest first; without names and plates */
        get: operations["passage.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/passages/{id}/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why a passage was granted or refused: every rule in order with its answer */
        get: operations["passage.explain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/passages/{id}/reading": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the camera read of a plate that opened nothing, and which registered ones it may be */
        post: operations["passage.reading"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/passages/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Passages, newest first, without names and plates; of one person or plate of the last 72 hours, for a purpose, and the look goes into the ledger */
        get: operations["passage.search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patrol-routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Patrol routes, without the codes of their labels */
        get: operations["route.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patrol-routes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** A route as it shall be; checkpoints that stay keep their labels */
        put: operations["route.set"];
        post?: never;
        /** The route is walked no more */
        delete: operations["route.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patrol-routes/{id}/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Labels of a route to print and hang up; looking is noted in the ledger */
        get: operations["route.labels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patrols": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Patrols that are due or under way, and past ones, newest first */
        get: operations["patrol.list"];
        put?: never;
        /** Begin to walk a route */
        post: operations["patrol.start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patrols/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One patrol */
        get: operations["patrol.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patrols/{id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The patrol is done; or broken off, with a reason */
        post: operations["patrol.finish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patrols/{id}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A note on a checkpoint that was passed, or on the whole patrol; each one is kept */
        post: operations["patrol.note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patrols/{id}/photos/{checkpoint}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A picture taken at a checkpoint that was passed: a JPEG as application/octet-stream */
        post: operations["patrol.photograph"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patrols/{id}/photos/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture taken on patrol */
        get: operations["patrol.photo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/patrols/{id}/scan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A checkpoint is passed: what its label says, or the code on it */
        post: operations["patrol.scan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom somebody means: name and homes, at most 20; purpose and reason go into the ledger, the words searched for do not */
        get: operations["person.find"];
        put?: never;
        /** Somebody new, with or without a home to live at */
        post: operations["person.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The people of the register, as the import takes them; columns by role and purpose */
        get: operations["people.export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The people of the register, as the import takes them; columns by role and purpose */
        get: operations["people.export-excel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One person, as far as the purpose and your role show it; the look goes into the ledger */
        get: operations["person.view"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Other fields for a person; null clears one */
        patch: operations["person.change"];
        trace?: never;
    };
    "/api/people/{id}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The consents of a person, newest first; the look goes into the ledger */
        get: operations["consent.list"];
        put?: never;
        /** Records that a person has consented, from now on */
        post: operations["consent.give"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Erases a person; the receipt is complete once every place has been purged, within 24 hours */
        post: operations["person.erase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Everything that is kept of a person, for that person; others are masked */
        post: operations["person.export"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/homes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a person belongs, ended residencies too; the look goes into the ledger */
        get: operations["person.homes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/move-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody known comes to live or work at an address; answers with the residency */
        post: operations["person.moveIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/move-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody leaves: whoever has no address left loses cards, PINs, permits, groups and face recognition */
        post: operations["person.moveOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/passback/forgive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Forget where somebody is: the next entry is let in */
        post: operations["passback.forgive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** A PIN for a person, in the place of the one before */
        put: operations["pin.set"];
        post?: never;
        /** A person’s PIN opens nothing any more */
        delete: operations["pin.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was purged of one person: counts, for whoever has just withdrawn a consent for them */
        get: operations["person.receipts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/perception": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Frames seen, analysed and dropped, and how long each stage takes, camera by camera */
        get: operations["perception.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/permits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A permit: a person may pass the barriers with a plate */
        post: operations["permit.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/permits/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A permit opens again after a suspension or loss */
        post: operations["permit.resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/permits/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A permit opens nothing ever again */
        post: operations["permit.revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/permits/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A permit opens nothing until it is resumed */
        post: operations["permit.suspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ground of the site: zones, buildings, and where everything stands */
        get: operations["plan.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plan/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The drawing of the ground */
        get: operations["plan.image"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plates/{plate}/holders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has a permit for a plate; the look goes into the ledger, the plate does not */
        get: operations["plate.holders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say which alarm you look at; again every 15 s */
        put: operations["presence.say"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rationales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What each type of alarm means and asks for */
        get: operations["rationale.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was purged, and what is being purged, newest first: opaque ids and counts */
        get: operations["receipt.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/receipts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One receipt; without finishedMs it is not complete yet */
        get: operations["receipt.view"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/remote-views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cameras that operators of the cloud watch live now, and who they are */
        get: operations["remote-view.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/remote-views/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End an operator’s live view at once */
        post: operations["remote-view.end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Consents by how they stand, and people with face templates against the number that must be filed */
        get: operations["report.consents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/passages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Grants, denials and latency by method: whether those who do not use their face are served as well */
        get: operations["report.passages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is kept for how long, on which basis, and when it was last purged */
        get: operations["report.retention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/request-figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One month’s requests as they are published, from fifteen days after its end: rounded, and nothing small */
        get: operations["request.figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Service requests: open ones by what is due first, else newest first */
        get: operations["request.list"];
        put?: never;
        /** Write down what a resident or a colleague asks for */
        post: operations["request.enter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One request with everything that was done about it */
        get: operations["request.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take it on, with another urgency if need be */
        post: operations["request.accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give it to somebody */
        post: operations["request.assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{id}/feed-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell whoever asked what was done; the words can be read with the follow-up code */
        post: operations["request.feed-back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what was done */
        post: operations["request.finish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{id}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a note */
        post: operations["request.note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{id}/rate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write down how content a resident is, as they told it; not by whoever did the work */
        post: operations["request.rate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say why nothing is done about it */
        post: operations["request.refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/requests/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It is not solved: back to those who took it on */
        post: operations["request.return"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/residencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody belongs to an address for a time */
        post: operations["residency.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/residencies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Other times or another relation for a residency; null clears a field */
        patch: operations["residency.change"];
        trace?: never;
    };
    "/api/residents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Residents found by a part of their name, id, home or room; at most 20; purpose and reason go into the ledger */
        get: operations["resident.find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/residents/{id}/enrolment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enrol a resident’s face live at a camera; `enrolment` changes follow on /api/live */
        post: operations["enrolment.start"];
        /** Call a live enrolment off */
        delete: operations["enrolment.cancel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/residents/{id}/enrolment/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the camera sees while a resident is being enrolled, and only then */
        get: operations["enrolment.picture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/residents/{id}/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete all face templates of a resident at once */
        delete: operations["template.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rota/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody else, nobody, or somebody more in one shift; says which gap that leaves */
        post: operations["rota.change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rota/gaps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Spans of the next seven days in which too few are on duty */
        get: operations["gap.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rota/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a pattern would come to: shifts, gaps, too long days; nothing is kept */
        post: operations["rota.preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rota/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a pattern the rota; refused while a minute is uncovered, unless that is accepted with a reason */
        post: operations["rota.publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sources that are worked on */
        get: operations["service-order.list"];
        put?: never;
        /** Take a source out of service while it is worked on */
        post: operations["service-order.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service-orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** The source is in service again */
        delete: operations["service-order.end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: operations["session.show"];
        put?: never;
        /** Sign in; where a code is asked for, the answer is totp-needed until it is given as well */
        post: operations["session.open"];
        /** Sign out */
        delete: operations["session.close"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/openid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with an account of the provider: where to go */
        post: operations["session.begin-openid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shifts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shifts of a span, and who is on duty for too long */
        get: operations["shift.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ways to sign in, beside user name and password */
        get: operations["sign-in.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Memory, disk, clock and queues of the gateway */
        get: operations["system.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who may sign in, as what, and when they last did */
        get: operations["user.list"];
        put?: never;
        /** Let somebody new in; the password is shown once and has to be changed at the first sign-in */
        post: operations["user.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove somebody who is gone; what they did stays in the ledger */
        delete: operations["user.remove"];
        options?: never;
        head?: never;
        /** Give other roles, shut out, or let in again */
        patch: operations["user.change"];
        trace?: never;
    };
    "/api/users/{name}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new password, shown once; all sessions of the user end */
        post: operations["user.reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{name}/remove-totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask no code any more of somebody who has lost the phone */
        post: operations["user.remove-totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/vehicles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A vehicle; who may drive it in is said by permits */
        post: operations["vehicle.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/vehicles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** A vehicle goes; permits for its plate stay */
        delete: operations["vehicle.remove"];
        options?: never;
        head?: never;
        /** Other fields for a vehicle; null clears one */
        patch: operations["vehicle.change"];
        trace?: never;
    };
    "/api/visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Visits: those that matter still, then those that are over, newest first; without who comes */
        get: operations["visit.list"];
        put?: never;
        /** Ask for a visit to somebody who lives here */
        post: operations["visit.request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/{id}/agree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record that the host said yes; where nobody else has to, this approves the visit */
        post: operations["visit.agree"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a visit that somebody else asked for */
        post: operations["visit.approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Call a visit off; its pass and plate open nothing any more, at once */
        post: operations["visit.cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/{id}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a visit last longer; hand out its pass again */
        post: operations["visit.extend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/{id}/left": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody looked: this visitor is not here any more */
        post: operations["visit.left"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/{id}/pass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The pass of an approved visit, as text and as a QR code; handing it out is noted in the ledger */
        get: operations["visit.pass"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/{id}/pass.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The QR code of the pass as a picture */
        get: operations["visit.pass-picture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a visit */
        post: operations["visit.refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who comes: name, telephone and plate, as far as the purpose and your role show them; in the ledger */
        post: operations["visit.reveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/watch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The watch-list; the look goes into the ledger, again once it has changed or an hour has passed */
        get: operations["watch.list"];
        put?: never;
        /** Asks for a plate to be watched for; somebody else must approve it */
        post: operations["watch.request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/watch/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes an entry away before its time */
        delete: operations["watch.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/watch/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves what somebody else has asked for */
        post: operations["watch.approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/watch/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuses what somebody else has asked for */
        post: operations["watch.refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/watch/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries that wait to be approved or refused; the look goes into the ledger */
        get: operations["watch.requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ready to serve, or what is missing */
        get: operations["health.check"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prometheus metrics; from this machine, or signed in */
        get: operations["metrics.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "account.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        external: boolean;
                        fullName?: string;
                        mustChange: boolean;
                        roles: ("guard" | "lead" | "manager" | "property" | "committee" | "administrator" | "auditor")[];
                        totp?: {
                            recoveryCodes: number;
                            sinceMs: number;
                        };
                        user: string;
                    };
                };
            };
        };
    };
    "account.password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    old: string;
                    wanted: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "account.sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sessions: {
                            address: string;
                            /** @description what the browser calls itself */
                            agent: string;
                            current: boolean;
                            id: string;
                            lastMs: number;
                            sinceMs: number;
                        }[];
                    };
                };
            };
        };
    };
    "account.end-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ended: number;
                    };
                };
            };
        };
    };
    "account.end-session": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "account.begin-totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description the address as a code to photograph, a data: address */
                        picture: string;
                        /** @description base32, for typing in */
                        secret: string;
                        /** @description otpauth address */
                        uri: string;
                    };
                };
            };
        };
    };
    "account.confirm-totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description each opens once; shown this once */
                        recoveryCodes: string[];
                    };
                };
            };
        };
    };
    "account.renew-recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description each opens once; shown this once */
                        recoveryCodes: string[];
                    };
                };
            };
        };
    };
    "account.remove-totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "address.list": {
        parameters: {
            query?: {
                /** @description the last id of the page before */
                after?: string;
                kind?: "compound" | "building" | "unit" | "floor" | "home";
                limit?: number;
                /** @description lower-case id */
                parent?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        addresses: {
                            code?: string;
                            grid?: string;
                            /** @description lower-case id */
                            id: string;
                            /** @enum {unknown} */
                            kind: "compound" | "building" | "unit" | "floor" | "home";
                            name: {
                                en: string;
                                zh: string;
                            };
                            parent?: string;
                            /** @description counts the changes of the record */
                            version: number;
                        }[];
                        more: boolean;
                    };
                };
            };
        };
    };
    "address.add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code?: string;
                    grid?: string;
                    /** @description lower-case id */
                    id?: string;
                    /** @enum {unknown} */
                    kind: "compound" | "building" | "unit" | "floor" | "home";
                    name: {
                        en: string;
                        zh: string;
                    };
                    parent?: string;
                    /** @description why, for the ledger */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "address.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code?: string;
                        grid?: string;
                        /** @description lower-case id */
                        id: string;
                        /** @enum {unknown} */
                        kind: "compound" | "building" | "unit" | "floor" | "home";
                        name: {
                            en: string;
                            zh: string;
                        };
                        parent?: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "address.remove": {
        parameters: {
            query?: {
                /** @description why, for the ledger */
                reason?: string;
            };
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "address.change": {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code?: string | null;
                    grid?: string | null;
                    name?: {
                        en: string;
                        zh: string;
                    } | null;
                    parent?: string | null;
                    /** @description why, for the ledger */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "address.tree": {
        parameters: {
            query?: {
                /** @description levels below the root */
                depth?: number;
                /** @description lower-case id */
                root?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        roots: {
                            /** @description lower-case id */
                            id: string;
                            /** @enum {unknown} */
                            kind: "compound" | "building" | "unit" | "floor" | "home";
                            name: {
                                en: string;
                                zh: string;
                            };
                            /** @description addresses directly in it */
                            parts: number;
                            within?: {
                                /** @description lower-case id */
                                id: string;
                                /** @enum {unknown} */
                                kind: "compound" | "building" | "unit" | "floor" | "home";
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description addresses directly in it */
                                parts: number;
                                within?: {
                                    /** @description lower-case id */
                                    id: string;
                                    /** @enum {unknown} */
                                    kind: "compound" | "building" | "unit" | "floor" | "home";
                                    name: {
                                        en: string;
                                        zh: string;
                                    };
                                    /** @description addresses directly in it */
                                    parts: number;
                                    within?: {
                                        /** @description lower-case id */
                                        id: string;
                                        /** @enum {unknown} */
                                        kind: "compound" | "building" | "unit" | "floor" | "home";
                                        name: {
                                            en: string;
                                            zh: string;
                                        };
                                        /** @description addresses directly in it */
                                        parts: number;
                                        within?: {
                                            /** @description lower-case id */
                                            id: string;
                                            /** @enum {unknown} */
                                            kind: "compound" | "building" | "unit" | "floor" | "home";
                                            name: {
                                                en: string;
                                                zh: string;
                                            };
                                            /** @description addresses directly in it */
                                            parts: number;
                                            within?: {
                                                /** @description lower-case id */
                                                id: string;
                                                /** @enum {unknown} */
                                                kind: "compound" | "building" | "unit" | "floor" | "home";
                                                name: {
                                                    en: string;
                                                    zh: string;
                                                };
                                                /** @description addresses directly in it */
                                                parts: number;
                                            }[];
                                        }[];
                                    }[];
                                }[];
                            }[];
                        }[];
                    };
                };
            };
        };
    };
    "alarm.list": {
        parameters: {
            query?: {
                limit?: number;
                open?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acknowledgedAtMs?: number;
                        acknowledgedBy?: string;
                        active: boolean;
                        assignee?: string;
                        /** @description lower-case id */
                        camera?: string;
                        chatteringSinceMs?: number;
                        clearedAtMs?: number;
                        /** @enum {unknown} */
                        clip?: "pending" | "ready" | "failed";
                        clipProblem?: string;
                        clipUntilMs?: number;
                        closedAtMs?: number;
                        count: number;
                        detail: {
                            [key: string]: string | number;
                        };
                        detailNames?: {
                            [key: string]: {
                                en: string;
                                zh: string;
                            };
                        };
                        /** @enum {unknown} */
                        disposition?: "real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred";
                        drill?: boolean;
                        escalation: 0 | 1 | 2 | 3;
                        hasSnapshot: boolean;
                        hidden?: {
                            by?: string;
                            /** @enum {unknown} */
                            kind: "shelved" | "suppressed" | "out-of-service";
                            parent?: string;
                            reason?: string;
                            untilMs?: number;
                        };
                        id: string;
                        incident?: string;
                        lastAtMs: number;
                        momentary?: boolean;
                        priority: 1 | 2 | 3 | 4;
                        raisedAtMs: number;
                        /** @description 1 entrances, 2 inner public area, 3 unit doors */
                        ring: 1 | 2 | 3;
                        /** @description lower-case id */
                        source: string;
                        sourceName: {
                            en: string;
                            zh: string;
                        };
                        /** @enum {unknown} */
                        state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                        /** @enum {unknown} */
                        type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                        /** @enum {unknown} */
                        verdict?: "real" | "false" | "drill";
                        /** @description lower-case id */
                        zone?: string;
                    }[];
                };
            };
        };
    };
    "alarm.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acknowledgedAtMs?: number;
                        acknowledgedBy?: string;
                        active: boolean;
                        assignee?: string;
                        /** @description lower-case id */
                        camera?: string;
                        chatteringSinceMs?: number;
                        clearedAtMs?: number;
                        /** @enum {unknown} */
                        clip?: "pending" | "ready" | "failed";
                        clipProblem?: string;
                        clipUntilMs?: number;
                        closedAtMs?: number;
                        count: number;
                        detail: {
                            [key: string]: string | number;
                        };
                        detailNames?: {
                            [key: string]: {
                                en: string;
                                zh: string;
                            };
                        };
                        /** @enum {unknown} */
                        disposition?: "real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred";
                        drill?: boolean;
                        escalation: 0 | 1 | 2 | 3;
                        hasSnapshot: boolean;
                        hidden?: {
                            by?: string;
                            /** @enum {unknown} */
                            kind: "shelved" | "suppressed" | "out-of-service";
                            parent?: string;
                            reason?: string;
                            untilMs?: number;
                        };
                        id: string;
                        incident?: string;
                        lastAtMs: number;
                        momentary?: boolean;
                        priority: 1 | 2 | 3 | 4;
                        raisedAtMs: number;
                        /** @description 1 entrances, 2 inner public area, 3 unit doors */
                        ring: 1 | 2 | 3;
                        /** @description lower-case id */
                        source: string;
                        sourceName: {
                            en: string;
                            zh: string;
                        };
                        /** @enum {unknown} */
                        state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                        /** @enum {unknown} */
                        type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                        /** @enum {unknown} */
                        verdict?: "real" | "false" | "drill";
                        /** @description lower-case id */
                        zone?: string;
                    };
                };
            };
        };
    };
    "alarm.acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarm: {
                            acknowledgedAtMs?: number;
                            acknowledgedBy?: string;
                            active: boolean;
                            assignee?: string;
                            /** @description lower-case id */
                            camera?: string;
                            chatteringSinceMs?: number;
                            clearedAtMs?: number;
                            /** @enum {unknown} */
                            clip?: "pending" | "ready" | "failed";
                            clipProblem?: string;
                            clipUntilMs?: number;
                            closedAtMs?: number;
                            count: number;
                            detail: {
                                [key: string]: string | number;
                            };
                            detailNames?: {
                                [key: string]: {
                                    en: string;
                                    zh: string;
                                };
                            };
                            /** @enum {unknown} */
                            disposition?: "real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred";
                            drill?: boolean;
                            escalation: 0 | 1 | 2 | 3;
                            hasSnapshot: boolean;
                            hidden?: {
                                by?: string;
                                /** @enum {unknown} */
                                kind: "shelved" | "suppressed" | "out-of-service";
                                parent?: string;
                                reason?: string;
                                untilMs?: number;
                            };
                            id: string;
                            incident?: string;
                            lastAtMs: number;
                            momentary?: boolean;
                            priority: 1 | 2 | 3 | 4;
                            raisedAtMs: number;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            /** @description lower-case id */
                            source: string;
                            sourceName: {
                                en: string;
                                zh: string;
                            };
                            /** @enum {unknown} */
                            state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            /** @enum {unknown} */
                            verdict?: "real" | "false" | "drill";
                            /** @description lower-case id */
                            zone?: string;
                        };
                        /** @enum {unknown} */
                        outcome: "done" | "already";
                    };
                };
            };
        };
    };
    "alarm.arrive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description code of the checkpoint scanned */
                    checkpoint?: string;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarm: {
                            acknowledgedAtMs?: number;
                            acknowledgedBy?: string;
                            active: boolean;
                            assignee?: string;
                            /** @description lower-case id */
                            camera?: string;
                            chatteringSinceMs?: number;
                            clearedAtMs?: number;
                            /** @enum {unknown} */
                            clip?: "pending" | "ready" | "failed";
                            clipProblem?: string;
                            clipUntilMs?: number;
                            closedAtMs?: number;
                            count: number;
                            detail: {
                                [key: string]: string | number;
                            };
                            detailNames?: {
                                [key: string]: {
                                    en: string;
                                    zh: string;
                                };
                            };
                            /** @enum {unknown} */
                            disposition?: "real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred";
                            drill?: boolean;
                            escalation: 0 | 1 | 2 | 3;
                            hasSnapshot: boolean;
                            hidden?: {
                                by?: string;
                                /** @enum {unknown} */
                                kind: "shelved" | "suppressed" | "out-of-service";
                                parent?: string;
                                reason?: string;
                                untilMs?: number;
                            };
                            id: string;
                            incident?: string;
                            lastAtMs: number;
                            momentary?: boolean;
                            priority: 1 | 2 | 3 | 4;
                            raisedAtMs: number;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            /** @description lower-case id */
                            source: string;
                            sourceName: {
                                en: string;
                                zh: string;
                            };
                            /** @enum {unknown} */
                            state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            /** @enum {unknown} */
                            verdict?: "real" | "false" | "drill";
                            /** @description lower-case id */
                            zone?: string;
                        };
                        /** @enum {unknown} */
                        outcome: "done" | "already";
                    };
                };
            };
        };
    };
    "alarm.clip": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description video/mp4 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "video/mp4": unknown;
                };
            };
            /** @description video/mp4 */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "video/mp4": unknown;
                };
            };
        };
    };
    "alarm.close": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    disposition: "real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred";
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarm: {
                            acknowledgedAtMs?: number;
                            acknowledgedBy?: string;
                            active: boolean;
                            assignee?: string;
                            /** @description lower-case id */
                            camera?: string;
                            chatteringSinceMs?: number;
                            clearedAtMs?: number;
                            /** @enum {unknown} */
                            clip?: "pending" | "ready" | "failed";
                            clipProblem?: string;
                            clipUntilMs?: number;
                            closedAtMs?: number;
                            count: number;
                            detail: {
                                [key: string]: string | number;
                            };
                            detailNames?: {
                                [key: string]: {
                                    en: string;
                                    zh: string;
                                };
                            };
                            /** @enum {unknown} */
                            disposition?: "real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred";
                            drill?: boolean;
                            escalation: 0 | 1 | 2 | 3;
                            hasSnapshot: boolean;
                            hidden?: {
                                by?: string;
                                /** @enum {unknown} */
                                kind: "shelved" | "suppressed" | "out-of-service";
                                parent?: string;
                                reason?: string;
                                untilMs?: number;
                            };
                            id: string;
                            incident?: string;
                            lastAtMs: number;
                            momentary?: boolean;
                            priority: 1 | 2 | 3 | 4;
                            raisedAtMs: number;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            /** @description lower-case id */
                            source: string;
                            sourceName: {
                                en: string;
                                zh: string;
                            };
                            /** @enum {unknown} */
                            state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            /** @enum {unknown} */
                            verdict?: "real" | "false" | "drill";
                            /** @description lower-case id */
                            zone?: string;
                        };
                        /** @enum {unknown} */
                        outcome: "done" | "already";
                    };
                };
            };
        };
    };
    "alarm.dispatch": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note?: string;
                    /** @description a user on duty */
                    to: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarm: {
                            acknowledgedAtMs?: number;
                            acknowledgedBy?: string;
                            active: boolean;
                            assignee?: string;
                            /** @description lower-case id */
                            camera?: string;
                            chatteringSinceMs?: number;
                            clearedAtMs?: number;
                            /** @enum {unknown} */
                            clip?: "pending" | "ready" | "failed";
                            clipProblem?: string;
                            clipUntilMs?: number;
                            closedAtMs?: number;
                            count: number;
                            detail: {
                                [key: string]: string | number;
                            };
                            detailNames?: {
                                [key: string]: {
                                    en: string;
                                    zh: string;
                                };
                            };
                            /** @enum {unknown} */
                            disposition?: "real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred";
                            drill?: boolean;
                            escalation: 0 | 1 | 2 | 3;
                            hasSnapshot: boolean;
                            hidden?: {
                                by?: string;
                                /** @enum {unknown} */
                                kind: "shelved" | "suppressed" | "out-of-service";
                                parent?: string;
                                reason?: string;
                                untilMs?: number;
                            };
                            id: string;
                            incident?: string;
                            lastAtMs: number;
                            momentary?: boolean;
                            priority: 1 | 2 | 3 | 4;
                            raisedAtMs: number;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            /** @description lower-case id */
                            source: string;
                            sourceName: {
                                en: string;
                                zh: string;
                            };
                            /** @enum {unknown} */
                            state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            /** @enum {unknown} */
                            verdict?: "real" | "false" | "drill";
                            /** @description lower-case id */
                            zone?: string;
                        };
                        /** @enum {unknown} */
                        outcome: "done" | "already";
                    };
                };
            };
        };
    };
    "export.ask": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why, for the audit */
                    reason: string;
                    /**
                     * @description who stays visible: nobody, or those whom the alarm is about
                     * @enum {unknown}
                     */
                    show: "nobody" | "subjects";
                    /** @enum {unknown} */
                    what: "clip" | "picture";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarm: string;
                        askedAtMs: number;
                        bytes?: number;
                        expiresAtMs?: number;
                        finishedAtMs?: number;
                        id: string;
                        problem?: string;
                        progress: number;
                        reason: string;
                        /**
                         * @description who stays visible: nobody, or those whom the alarm is about
                         * @enum {unknown}
                         */
                        show: "nobody" | "subjects";
                        /** @enum {unknown} */
                        state: "waiting" | "working" | "ready" | "failed" | "cancelled";
                        user: string;
                        /** @enum {unknown} */
                        what: "clip" | "picture";
                    };
                };
            };
        };
    };
    "alarm.history": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarm: string;
                        atMs: number;
                        by: {
                            id?: string;
                            /** @enum {unknown} */
                            kind: "user" | "gateway" | "cloud";
                        };
                        data: {
                            [key: string]: string | number;
                        };
                        n: number;
                        note?: string;
                        /** @enum {unknown} */
                        step: "raised" | "repeated" | "raised-again" | "cleared" | "acknowledged" | "acknowledged-too" | "verified" | "dispatched" | "arrived" | "resolved" | "closed" | "reopened" | "escalated" | "shelved" | "unshelved" | "suppressed" | "unsuppressed" | "out-of-service" | "in-service" | "joined-incident" | "noted";
                    }[];
                };
            };
        };
    };
    "alarm.note": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarm: {
                            acknowledgedAtMs?: number;
                            acknowledgedBy?: string;
                            active: boolean;
                            assignee?: string;
                            /** @description lower-case id */
                            camera?: string;
                            chatteringSinceMs?: number;
                            clearedAtMs?: number;
                            /** @enum {unknown} */
                            clip?: "pending" | "ready" | "failed";
                            clipProblem?: string;
                            clipUntilMs?: number;
                            closedAtMs?: number;
                            count: number;
                            detail: {
                                [key: string]: string | number;
                            };
                            detailNames?: {
                                [key: string]: {
                                    en: string;
                                    zh: string;
                                };
                            };
                            /** @enum {unknown} */
                            disposition?: "real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred";
                            drill?: boolean;
                            escalation: 0 | 1 | 2 | 3;
                            hasSnapshot: boolean;
                            hidden?: {
                                by?: string;
                                /** @enum {unknown} */
                                kind: "shelved" | "suppressed" | "out-of-service";
                                parent?: string;
                                reason?: string;
                                untilMs?: number;
                            };
                            id: string;
                            incident?: string;
                            lastAtMs: number;
                            momentary?: boolean;
                            priority: 1 | 2 | 3 | 4;
                            raisedAtMs: number;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            /** @description lower-case id */
                            source: string;
                            sourceName: {
                                en: string;
                                zh: string;
                            };
                            /** @enum {unknown} */
                            state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            /** @enum {unknown} */
                            verdict?: "real" | "false" | "drill";
                            /** @description lower-case id */
                            zone?: string;
                        };
                        /** @enum {unknown} */
                        outcome: "done" | "already";
                    };
                };
            };
        };
    };
    "alarm.reopen": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarm: {
                            acknowledgedAtMs?: number;
                            acknowledgedBy?: string;
                            active: boolean;
                            assignee?: string;
                            /** @description lower-case id */
                            camera?: string;
                            chatteringSinceMs?: number;
                            clearedAtMs?: number;
                            /** @enum {unknown} */
                            clip?: "pending" | "ready" | "failed";
                            clipProblem?: string;
                            clipUntilMs?: number;
                            closedAtMs?: number;
                            count: number;
                            detail: {
                                [key: string]: string | number;
                            };
                            detailNames?: {
                                [key: string]: {
                                    en: string;
                                    zh: string;
                                };
                            };
                            /** @enum {unknown} */
                            disposition?: "real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred";
                            drill?: boolean;
                            escalation: 0 | 1 | 2 | 3;
                            hasSnapshot: boolean;
                            hidden?: {
                                by?: string;
                                /** @enum {unknown} */
                                kind: "shelved" | "suppressed" | "out-of-service";
                                parent?: string;
                                reason?: string;
                                untilMs?: number;
                            };
                            id: string;
                            incident?: string;
                            lastAtMs: number;
                            momentary?: boolean;
                            priority: 1 | 2 | 3 | 4;
                            raisedAtMs: number;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            /** @description lower-case id */
                            source: string;
                            sourceName: {
                                en: string;
                                zh: string;
                            };
                            /** @enum {unknown} */
                            state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            /** @enum {unknown} */
                            verdict?: "real" | "false" | "drill";
                            /** @description lower-case id */
                            zone?: string;
                        };
                        /** @enum {unknown} */
                        outcome: "done" | "already";
                    };
                };
            };
        };
    };
    "alarm.resolve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarm: {
                            acknowledgedAtMs?: number;
                            acknowledgedBy?: string;
                            active: boolean;
                            assignee?: string;
                            /** @description lower-case id */
                            camera?: string;
                            chatteringSinceMs?: number;
                            clearedAtMs?: number;
                            /** @enum {unknown} */
                            clip?: "pending" | "ready" | "failed";
                            clipProblem?: string;
                            clipUntilMs?: number;
                            closedAtMs?: number;
                            count: number;
                            detail: {
                                [key: string]: string | number;
                            };
                            detailNames?: {
                                [key: string]: {
                                    en: string;
                                    zh: string;
                                };
                            };
                            /** @enum {unknown} */
                            disposition?: "real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred";
                            drill?: boolean;
                            escalation: 0 | 1 | 2 | 3;
                            hasSnapshot: boolean;
                            hidden?: {
                                by?: string;
                                /** @enum {unknown} */
                                kind: "shelved" | "suppressed" | "out-of-service";
                                parent?: string;
                                reason?: string;
                                untilMs?: number;
                            };
                            id: string;
                            incident?: string;
                            lastAtMs: number;
                            momentary?: boolean;
                            priority: 1 | 2 | 3 | 4;
                            raisedAtMs: number;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            /** @description lower-case id */
                            source: string;
                            sourceName: {
                                en: string;
                                zh: string;
                            };
                            /** @enum {unknown} */
                            state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            /** @enum {unknown} */
                            verdict?: "real" | "false" | "drill";
                            /** @description lower-case id */
                            zone?: string;
                        };
                        /** @enum {unknown} */
                        outcome: "done" | "already";
                    };
                };
            };
        };
    };
    "alarm.shelve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why */
                    note: string;
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    untilMs: number | string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarm: {
                            acknowledgedAtMs?: number;
                            acknowledgedBy?: string;
                            active: boolean;
                            assignee?: string;
                            /** @description lower-case id */
                            camera?: string;
                            chatteringSinceMs?: number;
                            clearedAtMs?: number;
                            /** @enum {unknown} */
                            clip?: "pending" | "ready" | "failed";
                            clipProblem?: string;
                            clipUntilMs?: number;
                            closedAtMs?: number;
                            count: number;
                            detail: {
                                [key: string]: string | number;
                            };
                            detailNames?: {
                                [key: string]: {
                                    en: string;
                                    zh: string;
                                };
                            };
                            /** @enum {unknown} */
                            disposition?: "real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred";
                            drill?: boolean;
                            escalation: 0 | 1 | 2 | 3;
                            hasSnapshot: boolean;
                            hidden?: {
                                by?: string;
                                /** @enum {unknown} */
                                kind: "shelved" | "suppressed" | "out-of-service";
                                parent?: string;
                                reason?: string;
                                untilMs?: number;
                            };
                            id: string;
                            incident?: string;
                            lastAtMs: number;
                            momentary?: boolean;
                            priority: 1 | 2 | 3 | 4;
                            raisedAtMs: number;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            /** @description lower-case id */
                            source: string;
                            sourceName: {
                                en: string;
                                zh: string;
                            };
                            /** @enum {unknown} */
                            state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            /** @enum {unknown} */
                            verdict?: "real" | "false" | "drill";
                            /** @description lower-case id */
                            zone?: string;
                        };
                        /** @enum {unknown} */
                        outcome: "done" | "already";
                    };
                };
            };
        };
    };
    "alarm.snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description image/jpeg */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                };
            };
        };
    };
    "alarm.unshelve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarm: {
                            acknowledgedAtMs?: number;
                            acknowledgedBy?: string;
                            active: boolean;
                            assignee?: string;
                            /** @description lower-case id */
                            camera?: string;
                            chatteringSinceMs?: number;
                            clearedAtMs?: number;
                            /** @enum {unknown} */
                            clip?: "pending" | "ready" | "failed";
                            clipProblem?: string;
                            clipUntilMs?: number;
                            closedAtMs?: number;
                            count: number;
                            detail: {
                                [key: string]: string | number;
                            };
                            detailNames?: {
                                [key: string]: {
                                    en: string;
                                    zh: string;
                                };
                            };
                            /** @enum {unknown} */
                            disposition?: "real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred";
                            drill?: boolean;
                            escalation: 0 | 1 | 2 | 3;
                            hasSnapshot: boolean;
                            hidden?: {
                                by?: string;
                                /** @enum {unknown} */
                                kind: "shelved" | "suppressed" | "out-of-service";
                                parent?: string;
                                reason?: string;
                                untilMs?: number;
                            };
                            id: string;
                            incident?: string;
                            lastAtMs: number;
                            momentary?: boolean;
                            priority: 1 | 2 | 3 | 4;
                            raisedAtMs: number;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            /** @description lower-case id */
                            source: string;
                            sourceName: {
                                en: string;
                                zh: string;
                            };
                            /** @enum {unknown} */
                            state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            /** @enum {unknown} */
                            verdict?: "real" | "false" | "drill";
                            /** @description lower-case id */
                            zone?: string;
                        };
                        /** @enum {unknown} */
                        outcome: "done" | "already";
                    };
                };
            };
        };
    };
    "alarm.verify": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note?: string;
                    /** @enum {unknown} */
                    verdict: "real" | "false" | "drill";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarm: {
                            acknowledgedAtMs?: number;
                            acknowledgedBy?: string;
                            active: boolean;
                            assignee?: string;
                            /** @description lower-case id */
                            camera?: string;
                            chatteringSinceMs?: number;
                            clearedAtMs?: number;
                            /** @enum {unknown} */
                            clip?: "pending" | "ready" | "failed";
                            clipProblem?: string;
                            clipUntilMs?: number;
                            closedAtMs?: number;
                            count: number;
                            detail: {
                                [key: string]: string | number;
                            };
                            detailNames?: {
                                [key: string]: {
                                    en: string;
                                    zh: string;
                                };
                            };
                            /** @enum {unknown} */
                            disposition?: "real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred";
                            drill?: boolean;
                            escalation: 0 | 1 | 2 | 3;
                            hasSnapshot: boolean;
                            hidden?: {
                                by?: string;
                                /** @enum {unknown} */
                                kind: "shelved" | "suppressed" | "out-of-service";
                                parent?: string;
                                reason?: string;
                                untilMs?: number;
                            };
                            id: string;
                            incident?: string;
                            lastAtMs: number;
                            momentary?: boolean;
                            priority: 1 | 2 | 3 | 4;
                            raisedAtMs: number;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            /** @description lower-case id */
                            source: string;
                            sourceName: {
                                en: string;
                                zh: string;
                            };
                            /** @enum {unknown} */
                            state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            /** @enum {unknown} */
                            verdict?: "real" | "false" | "drill";
                            /** @description lower-case id */
                            zone?: string;
                        };
                        /** @enum {unknown} */
                        outcome: "done" | "already";
                    };
                };
            };
        };
    };
    "alarm.hidden": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acknowledgedAtMs?: number;
                        acknowledgedBy?: string;
                        active: boolean;
                        assignee?: string;
                        /** @description lower-case id */
                        camera?: string;
                        chatteringSinceMs?: number;
                        clearedAtMs?: number;
                        /** @enum {unknown} */
                        clip?: "pending" | "ready" | "failed";
                        clipProblem?: string;
                        clipUntilMs?: number;
                        closedAtMs?: number;
                        count: number;
                        detail: {
                            [key: string]: string | number;
                        };
                        detailNames?: {
                            [key: string]: {
                                en: string;
                                zh: string;
                            };
                        };
                        /** @enum {unknown} */
                        disposition?: "real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred";
                        drill?: boolean;
                        escalation: 0 | 1 | 2 | 3;
                        hasSnapshot: boolean;
                        hidden?: {
                            by?: string;
                            /** @enum {unknown} */
                            kind: "shelved" | "suppressed" | "out-of-service";
                            parent?: string;
                            reason?: string;
                            untilMs?: number;
                        };
                        id: string;
                        incident?: string;
                        lastAtMs: number;
                        momentary?: boolean;
                        priority: 1 | 2 | 3 | 4;
                        raisedAtMs: number;
                        /** @description 1 entrances, 2 inner public area, 3 unit doors */
                        ring: 1 | 2 | 3;
                        /** @description lower-case id */
                        source: string;
                        sourceName: {
                            en: string;
                            zh: string;
                        };
                        /** @enum {unknown} */
                        state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                        /** @enum {unknown} */
                        type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                        /** @enum {unknown} */
                        verdict?: "real" | "false" | "drill";
                        /** @description lower-case id */
                        zone?: string;
                    }[];
                };
            };
        };
    };
    "alarm.search": {
        parameters: {
            query?: {
                /** @description as `next` of the page before */
                before?: string;
                disposition?: "real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred";
                drill?: boolean;
                /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                fromMs?: number | string;
                hidden?: boolean;
                limit?: number;
                priorities?: (1 | 2 | 3 | 4)[];
                rings?: (1 | 2 | 3)[];
                /** @description lower-case id */
                source?: string;
                state?: ("raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed") | "open";
                /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                toMs?: number | string;
                types?: ("person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost")[];
                /** @description lower-case id */
                zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarms: {
                            acknowledgedAtMs?: number;
                            acknowledgedBy?: string;
                            active: boolean;
                            assignee?: string;
                            /** @description lower-case id */
                            camera?: string;
                            chatteringSinceMs?: number;
                            clearedAtMs?: number;
                            /** @enum {unknown} */
                            clip?: "pending" | "ready" | "failed";
                            clipProblem?: string;
                            clipUntilMs?: number;
                            closedAtMs?: number;
                            count: number;
                            detail: {
                                [key: string]: string | number;
                            };
                            detailNames?: {
                                [key: string]: {
                                    en: string;
                                    zh: string;
                                };
                            };
                            /** @enum {unknown} */
                            disposition?: "real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred";
                            drill?: boolean;
                            escalation: 0 | 1 | 2 | 3;
                            hasSnapshot: boolean;
                            hidden?: {
                                by?: string;
                                /** @enum {unknown} */
                                kind: "shelved" | "suppressed" | "out-of-service";
                                parent?: string;
                                reason?: string;
                                untilMs?: number;
                            };
                            id: string;
                            incident?: string;
                            lastAtMs: number;
                            momentary?: boolean;
                            priority: 1 | 2 | 3 | 4;
                            raisedAtMs: number;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            /** @description lower-case id */
                            source: string;
                            sourceName: {
                                en: string;
                                zh: string;
                            };
                            /** @enum {unknown} */
                            state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            /** @enum {unknown} */
                            verdict?: "real" | "false" | "drill";
                            /** @description lower-case id */
                            zone?: string;
                        }[];
                        next?: string;
                    };
                };
            };
        };
    };
    "alarm.stale": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acknowledgedAtMs?: number;
                        acknowledgedBy?: string;
                        active: boolean;
                        assignee?: string;
                        /** @description lower-case id */
                        camera?: string;
                        chatteringSinceMs?: number;
                        clearedAtMs?: number;
                        /** @enum {unknown} */
                        clip?: "pending" | "ready" | "failed";
                        clipProblem?: string;
                        clipUntilMs?: number;
                        closedAtMs?: number;
                        count: number;
                        detail: {
                            [key: string]: string | number;
                        };
                        detailNames?: {
                            [key: string]: {
                                en: string;
                                zh: string;
                            };
                        };
                        /** @enum {unknown} */
                        disposition?: "real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred";
                        drill?: boolean;
                        escalation: 0 | 1 | 2 | 3;
                        hasSnapshot: boolean;
                        hidden?: {
                            by?: string;
                            /** @enum {unknown} */
                            kind: "shelved" | "suppressed" | "out-of-service";
                            parent?: string;
                            reason?: string;
                            untilMs?: number;
                        };
                        id: string;
                        incident?: string;
                        lastAtMs: number;
                        momentary?: boolean;
                        priority: 1 | 2 | 3 | 4;
                        raisedAtMs: number;
                        /** @description 1 entrances, 2 inner public area, 3 unit doors */
                        ring: 1 | 2 | 3;
                        /** @description lower-case id */
                        source: string;
                        sourceName: {
                            en: string;
                            zh: string;
                        };
                        /** @enum {unknown} */
                        state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                        /** @enum {unknown} */
                        type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                        /** @enum {unknown} */
                        verdict?: "real" | "false" | "drill";
                        /** @description lower-case id */
                        zone?: string;
                    }[];
                };
            };
        };
    };
    "authority.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    "camera.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description lower-case id */
                        id: string;
                        /** @enum {unknown} */
                        kind: "face-camera" | "anpr-camera" | "dome-camera";
                        mime?: string;
                        name: {
                            en: string;
                            zh: string;
                        };
                        reason?: string;
                        /** @description 1 entrances, 2 inner public area, 3 unit doors */
                        ring: 1 | 2 | 3;
                        sinceMs: number;
                        /** @enum {unknown} */
                        state: "connecting" | "streaming" | "lost";
                    }[];
                };
            };
        };
    };
    "camera.objects": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description since the last look that found something */
                        ageMs?: number;
                        followed: {
                            box: {
                                height: number;
                                width: number;
                                x: number;
                                y: number;
                            };
                            /** @enum {unknown} */
                            class: "person" | "bicycle" | "motorcycle" | "car" | "bus" | "truck" | "dog" | "cat";
                            path: [
                                number,
                                number
                            ][];
                            score: number;
                            track: string;
                        }[];
                    };
                };
            };
        };
    };
    "scene.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changedAtMs?: number;
                        changedBy?: string;
                        /** @description it is what the site file says */
                        fromSiteFile: boolean;
                        scene: {
                            areas?: {
                                /** @description lower-case id */
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                polygon: [
                                    number,
                                    number
                                ][];
                            }[];
                            lines?: {
                                from: [
                                    number,
                                    number
                                ];
                                /** @description lower-case id */
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                to: [
                                    number,
                                    number
                                ];
                            }[];
                            /** @description blacked out before anything is stored */
                            masks?: [
                                number,
                                number
                            ][][];
                            rules?: ({
                                /** @description lower-case id */
                                area: string;
                                /** @description always, if left out */
                                during?: {
                                    days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string;
                                }[];
                                /** @enum {string} */
                                kind: "intrusion";
                                objects?: ("person" | "bicycle" | "motorcycle" | "car" | "bus" | "truck" | "dog" | "cat")[];
                            } | {
                                /** @description default 60 */
                                afterS?: number;
                                /** @description lower-case id */
                                area: string;
                                /** @description always, if left out */
                                during?: {
                                    days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string;
                                }[];
                                /** @enum {string} */
                                kind: "loitering";
                            } | {
                                /** @enum {unknown} */
                                direction: "left-to-right" | "right-to-left" | "either";
                                /** @description always, if left out */
                                during?: {
                                    days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string;
                                }[];
                                /** @enum {string} */
                                kind: "line-crossing";
                                /** @description lower-case id */
                                line: string;
                                objects?: ("person" | "bicycle" | "motorcycle" | "car" | "bus" | "truck" | "dog" | "cat")[];
                            } | {
                                /** @enum {unknown} */
                                direction: "left-to-right" | "right-to-left";
                                /** @description the door whose grants are counted */
                                door: string;
                                /** @enum {string} */
                                kind: "tailgating";
                                /** @description lower-case id */
                                line: string;
                            } | {
                                /** @description default 600 */
                                alarmAfterS?: number;
                                /** @description lower-case id */
                                area: string;
                                /** @enum {string} */
                                kind: "fire-lane";
                                /** @description default 180 */
                                warnAfterS?: number;
                            } | {
                                /** @description lower-case id */
                                area: string;
                                /** @description always, if left out */
                                during?: {
                                    days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string;
                                }[];
                                /** @description default 10 */
                                forS?: number;
                                /** @enum {string} */
                                kind: "crowding";
                                people: number;
                            } | {
                                /** @description lower-case id */
                                area?: string;
                                /** @description default 1 */
                                forS?: number;
                                /** @enum {string} */
                                kind: "e-bike-in-lift";
                            } | {
                                /** @description lower-case id */
                                area: string;
                                /** @description lower-case id */
                                groundArea?: string;
                                /** @enum {string} */
                                kind: "falling-object";
                                /** @description begins at the area’s lower edge */
                                lowestFloor: number;
                                /** @description of a storey at the area’s lower edge, as a part of the picture’s height */
                                storeyHeight: number;
                                /** @description the same at its upper edge; as below, if left out */
                                topStoreyHeight?: number;
                            })[];
                        };
                        site: {
                            doors: {
                                /** @description lower-case id */
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                            }[];
                            /** @description which alarm a rule of each kind raises */
                            raises: {
                                crowding: {
                                    priority: 1 | 2 | 3 | 4;
                                    /** @enum {unknown} */
                                    type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                                };
                                "e-bike-in-lift": {
                                    priority: 1 | 2 | 3 | 4;
                                    /** @enum {unknown} */
                                    type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                                };
                                "falling-object": {
                                    priority: 1 | 2 | 3 | 4;
                                    /** @enum {unknown} */
                                    type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                                };
                                "fire-lane": {
                                    priority: 1 | 2 | 3 | 4;
                                    /** @enum {unknown} */
                                    type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                                };
                                intrusion: {
                                    priority: 1 | 2 | 3 | 4;
                                    /** @enum {unknown} */
                                    type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                                };
                                "line-crossing": {
                                    priority: 1 | 2 | 3 | 4;
                                    /** @enum {unknown} */
                                    type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                                };
                                loitering: {
                                    priority: 1 | 2 | 3 | 4;
                                    /** @enum {unknown} */
                                    type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                                };
                                tailgating: {
                                    priority: 1 | 2 | 3 | 4;
                                    /** @enum {unknown} */
                                    type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                                };
                            };
                            timezone: string;
                        };
                        /** @description counts the changes of a camera’s scene; 0 is the site file */
                        version: number;
                    };
                };
            };
        };
    };
    "scene.change": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        /** @description `version` is the one that was read and changed */
        requestBody: {
            content: {
                "application/json": {
                    scene: {
                        areas?: {
                            /** @description lower-case id */
                            id: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            polygon: [
                                number,
                                number
                            ][];
                        }[];
                        lines?: {
                            from: [
                                number,
                                number
                            ];
                            /** @description lower-case id */
                            id: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            to: [
                                number,
                                number
                            ];
                        }[];
                        /** @description blacked out before anything is stored */
                        masks?: [
                            number,
                            number
                        ][][];
                        rules?: ({
                            /** @description lower-case id */
                            area: string;
                            /** @description always, if left out */
                            during?: {
                                days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                from: string;
                                to: string;
                            }[];
                            /** @enum {string} */
                            kind: "intrusion";
                            objects?: ("person" | "bicycle" | "motorcycle" | "car" | "bus" | "truck" | "dog" | "cat")[];
                        } | {
                            /** @description default 60 */
                            afterS?: number;
                            /** @description lower-case id */
                            area: string;
                            /** @description always, if left out */
                            during?: {
                                days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                from: string;
                                to: string;
                            }[];
                            /** @enum {string} */
                            kind: "loitering";
                        } | {
                            /** @enum {unknown} */
                            direction: "left-to-right" | "right-to-left" | "either";
                            /** @description always, if left out */
                            during?: {
                                days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                from: string;
                                to: string;
                            }[];
                            /** @enum {string} */
                            kind: "line-crossing";
                            /** @description lower-case id */
                            line: string;
                            objects?: ("person" | "bicycle" | "motorcycle" | "car" | "bus" | "truck" | "dog" | "cat")[];
                        } | {
                            /** @enum {unknown} */
                            direction: "left-to-right" | "right-to-left";
                            /** @description the door whose grants are counted */
                            door: string;
                            /** @enum {string} */
                            kind: "tailgating";
                            /** @description lower-case id */
                            line: string;
                        } | {
                            /** @description default 600 */
                            alarmAfterS?: number;
                            /** @description lower-case id */
                            area: string;
                            /** @enum {string} */
                            kind: "fire-lane";
                            /** @description default 180 */
                            warnAfterS?: number;
                        } | {
                            /** @description lower-case id */
                            area: string;
                            /** @description always, if left out */
                            during?: {
                                days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                from: string;
                                to: string;
                            }[];
                            /** @description default 10 */
                            forS?: number;
                            /** @enum {string} */
                            kind: "crowding";
                            people: number;
                        } | {
                            /** @description lower-case id */
                            area?: string;
                            /** @description default 1 */
                            forS?: number;
                            /** @enum {string} */
                            kind: "e-bike-in-lift";
                        } | {
                            /** @description lower-case id */
                            area: string;
                            /** @description lower-case id */
                            groundArea?: string;
                            /** @enum {string} */
                            kind: "falling-object";
                            /** @description begins at the area’s lower edge */
                            lowestFloor: number;
                            /** @description of a storey at the area’s lower edge, as a part of the picture’s height */
                            storeyHeight: number;
                            /** @description the same at its upper edge; as below, if left out */
                            topStoreyHeight?: number;
                        })[];
                    };
                    /** @description counts the changes of a camera’s scene; 0 is the site file */
                    version: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changedAtMs?: number;
                        changedBy?: string;
                        /** @description it is what the site file says */
                        fromSiteFile: boolean;
                        scene: {
                            areas?: {
                                /** @description lower-case id */
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                polygon: [
                                    number,
                                    number
                                ][];
                            }[];
                            lines?: {
                                from: [
                                    number,
                                    number
                                ];
                                /** @description lower-case id */
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                to: [
                                    number,
                                    number
                                ];
                            }[];
                            /** @description blacked out before anything is stored */
                            masks?: [
                                number,
                                number
                            ][][];
                            rules?: ({
                                /** @description lower-case id */
                                area: string;
                                /** @description always, if left out */
                                during?: {
                                    days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string;
                                }[];
                                /** @enum {string} */
                                kind: "intrusion";
                                objects?: ("person" | "bicycle" | "motorcycle" | "car" | "bus" | "truck" | "dog" | "cat")[];
                            } | {
                                /** @description default 60 */
                                afterS?: number;
                                /** @description lower-case id */
                                area: string;
                                /** @description always, if left out */
                                during?: {
                                    days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string;
                                }[];
                                /** @enum {string} */
                                kind: "loitering";
                            } | {
                                /** @enum {unknown} */
                                direction: "left-to-right" | "right-to-left" | "either";
                                /** @description always, if left out */
                                during?: {
                                    days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string;
                                }[];
                                /** @enum {string} */
                                kind: "line-crossing";
                                /** @description lower-case id */
                                line: string;
                                objects?: ("person" | "bicycle" | "motorcycle" | "car" | "bus" | "truck" | "dog" | "cat")[];
                            } | {
                                /** @enum {unknown} */
                                direction: "left-to-right" | "right-to-left";
                                /** @description the door whose grants are counted */
                                door: string;
                                /** @enum {string} */
                                kind: "tailgating";
                                /** @description lower-case id */
                                line: string;
                            } | {
                                /** @description default 600 */
                                alarmAfterS?: number;
                                /** @description lower-case id */
                                area: string;
                                /** @enum {string} */
                                kind: "fire-lane";
                                /** @description default 180 */
                                warnAfterS?: number;
                            } | {
                                /** @description lower-case id */
                                area: string;
                                /** @description always, if left out */
                                during?: {
                                    days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string;
                                }[];
                                /** @description default 10 */
                                forS?: number;
                                /** @enum {string} */
                                kind: "crowding";
                                people: number;
                            } | {
                                /** @description lower-case id */
                                area?: string;
                                /** @description default 1 */
                                forS?: number;
                                /** @enum {string} */
                                kind: "e-bike-in-lift";
                            } | {
                                /** @description lower-case id */
                                area: string;
                                /** @description lower-case id */
                                groundArea?: string;
                                /** @enum {string} */
                                kind: "falling-object";
                                /** @description begins at the area’s lower edge */
                                lowestFloor: number;
                                /** @description of a storey at the area’s lower edge, as a part of the picture’s height */
                                storeyHeight: number;
                                /** @description the same at its upper edge; as below, if left out */
                                topStoreyHeight?: number;
                            })[];
                        };
                        /** @description counts the changes of a camera’s scene; 0 is the site file */
                        version: number;
                    };
                };
            };
        };
    };
    "scene.reset": {
        parameters: {
            query: {
                /** @description counts the changes of a camera’s scene; 0 is the site file */
                version: number;
            };
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changedAtMs?: number;
                        changedBy?: string;
                        /** @description it is what the site file says */
                        fromSiteFile: boolean;
                        scene: {
                            areas?: {
                                /** @description lower-case id */
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                polygon: [
                                    number,
                                    number
                                ][];
                            }[];
                            lines?: {
                                from: [
                                    number,
                                    number
                                ];
                                /** @description lower-case id */
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                to: [
                                    number,
                                    number
                                ];
                            }[];
                            /** @description blacked out before anything is stored */
                            masks?: [
                                number,
                                number
                            ][][];
                            rules?: ({
                                /** @description lower-case id */
                                area: string;
                                /** @description always, if left out */
                                during?: {
                                    days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string;
                                }[];
                                /** @enum {string} */
                                kind: "intrusion";
                                objects?: ("person" | "bicycle" | "motorcycle" | "car" | "bus" | "truck" | "dog" | "cat")[];
                            } | {
                                /** @description default 60 */
                                afterS?: number;
                                /** @description lower-case id */
                                area: string;
                                /** @description always, if left out */
                                during?: {
                                    days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string;
                                }[];
                                /** @enum {string} */
                                kind: "loitering";
                            } | {
                                /** @enum {unknown} */
                                direction: "left-to-right" | "right-to-left" | "either";
                                /** @description always, if left out */
                                during?: {
                                    days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string;
                                }[];
                                /** @enum {string} */
                                kind: "line-crossing";
                                /** @description lower-case id */
                                line: string;
                                objects?: ("person" | "bicycle" | "motorcycle" | "car" | "bus" | "truck" | "dog" | "cat")[];
                            } | {
                                /** @enum {unknown} */
                                direction: "left-to-right" | "right-to-left";
                                /** @description the door whose grants are counted */
                                door: string;
                                /** @enum {string} */
                                kind: "tailgating";
                                /** @description lower-case id */
                                line: string;
                            } | {
                                /** @description default 600 */
                                alarmAfterS?: number;
                                /** @description lower-case id */
                                area: string;
                                /** @enum {string} */
                                kind: "fire-lane";
                                /** @description default 180 */
                                warnAfterS?: number;
                            } | {
                                /** @description lower-case id */
                                area: string;
                                /** @description always, if left out */
                                during?: {
                                    days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string;
                                }[];
                                /** @description default 10 */
                                forS?: number;
                                /** @enum {string} */
                                kind: "crowding";
                                people: number;
                            } | {
                                /** @description lower-case id */
                                area?: string;
                                /** @description default 1 */
                                forS?: number;
                                /** @enum {string} */
                                kind: "e-bike-in-lift";
                            } | {
                                /** @description lower-case id */
                                area: string;
                                /** @description lower-case id */
                                groundArea?: string;
                                /** @enum {string} */
                                kind: "falling-object";
                                /** @description begins at the area’s lower edge */
                                lowestFloor: number;
                                /** @description of a storey at the area’s lower edge, as a part of the picture’s height */
                                storeyHeight: number;
                                /** @description the same at its upper edge; as below, if left out */
                                topStoreyHeight?: number;
                            })[];
                        };
                        /** @description counts the changes of a camera’s scene; 0 is the site file */
                        version: number;
                    };
                };
            };
        };
    };
    "scene.versions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        areas: number;
                        changedAtMs?: number;
                        changedBy?: string;
                        /** @description it is what the site file says */
                        fromSiteFile: boolean;
                        lines: number;
                        masks: number;
                        rules: number;
                        /** @description counts the changes of a camera’s scene; 0 is the site file */
                        version: number;
                    }[];
                };
            };
        };
    };
    "scene.version": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
                /** @description counts the changes of a camera’s scene; 0 is the site file */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changedAtMs?: number;
                        changedBy?: string;
                        /** @description it is what the site file says */
                        fromSiteFile: boolean;
                        scene: {
                            areas?: {
                                /** @description lower-case id */
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                polygon: [
                                    number,
                                    number
                                ][];
                            }[];
                            lines?: {
                                from: [
                                    number,
                                    number
                                ];
                                /** @description lower-case id */
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                to: [
                                    number,
                                    number
                                ];
                            }[];
                            /** @description blacked out before anything is stored */
                            masks?: [
                                number,
                                number
                            ][][];
                            rules?: ({
                                /** @description lower-case id */
                                area: string;
                                /** @description always, if left out */
                                during?: {
                                    days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string;
                                }[];
                                /** @enum {string} */
                                kind: "intrusion";
                                objects?: ("person" | "bicycle" | "motorcycle" | "car" | "bus" | "truck" | "dog" | "cat")[];
                            } | {
                                /** @description default 60 */
                                afterS?: number;
                                /** @description lower-case id */
                                area: string;
                                /** @description always, if left out */
                                during?: {
                                    days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string;
                                }[];
                                /** @enum {string} */
                                kind: "loitering";
                            } | {
                                /** @enum {unknown} */
                                direction: "left-to-right" | "right-to-left" | "either";
                                /** @description always, if left out */
                                during?: {
                                    days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string;
                                }[];
                                /** @enum {string} */
                                kind: "line-crossing";
                                /** @description lower-case id */
                                line: string;
                                objects?: ("person" | "bicycle" | "motorcycle" | "car" | "bus" | "truck" | "dog" | "cat")[];
                            } | {
                                /** @enum {unknown} */
                                direction: "left-to-right" | "right-to-left";
                                /** @description the door whose grants are counted */
                                door: string;
                                /** @enum {string} */
                                kind: "tailgating";
                                /** @description lower-case id */
                                line: string;
                            } | {
                                /** @description default 600 */
                                alarmAfterS?: number;
                                /** @description lower-case id */
                                area: string;
                                /** @enum {string} */
                                kind: "fire-lane";
                                /** @description default 180 */
                                warnAfterS?: number;
                            } | {
                                /** @description lower-case id */
                                area: string;
                                /** @description always, if left out */
                                during?: {
                                    days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    from: string;
                                    to: string;
                                }[];
                                /** @description default 10 */
                                forS?: number;
                                /** @enum {string} */
                                kind: "crowding";
                                people: number;
                            } | {
                                /** @description lower-case id */
                                area?: string;
                                /** @description default 1 */
                                forS?: number;
                                /** @enum {string} */
                                kind: "e-bike-in-lift";
                            } | {
                                /** @description lower-case id */
                                area: string;
                                /** @description lower-case id */
                                groundArea?: string;
                                /** @enum {string} */
                                kind: "falling-object";
                                /** @description begins at the area’s lower edge */
                                lowestFloor: number;
                                /** @description of a storey at the area’s lower edge, as a part of the picture’s height */
                                storeyHeight: number;
                                /** @description the same at its upper edge; as below, if left out */
                                topStoreyHeight?: number;
                            })[];
                        };
                        /** @description counts the changes of a camera’s scene; 0 is the site file */
                        version: number;
                    };
                };
            };
        };
    };
    "camera.snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description image/jpeg */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                };
            };
        };
    };
    "card.add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description card format and number in hex: uid:04A1B2C3, w26:123456, w34:04A1B2C3 */
                    card: string;
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    fromMs?: number | string;
                    /** @description only at the places and times of this access group */
                    group?: string;
                    /** @description lower-case id */
                    id?: string;
                    person: string;
                    /** @description why, for the ledger */
                    reason?: string;
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    toMs?: number | string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "card.lost": {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why, for the ledger */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "card.replace": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description card format and number in hex: uid:04A1B2C3, w26:123456, w34:04A1B2C3 */
                    card: string;
                    /** @description why, for the ledger */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "card.resume": {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why, for the ledger */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "card.revoke": {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why, for the ledger */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "card.suspend": {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why, for the ledger */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "case.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cases: {
                            approver?: string;
                            fromMs: number;
                            /** @description lower-case id */
                            id: string;
                            openUntilMs: number;
                            reason: string;
                            requester: string;
                            /** @enum {unknown} */
                            state: "requested" | "approved" | "refused" | "closed";
                            subject: {
                                id: string;
                                /** @enum {unknown} */
                                kind: "person" | "vehicle";
                            };
                            title: string;
                            toMs: number;
                        }[];
                    };
                };
            };
        };
    };
    "case.request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    fromMs: number | string;
                    /** @description within 30 days; epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    openUntilMs: number | string;
                    /** @description why, in words; kept in the ledger */
                    reason: string;
                    subject: {
                        id: string;
                        /** @enum {unknown} */
                        kind: "person" | "vehicle";
                    };
                    title: string;
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    toMs: number | string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approver?: string;
                        fromMs: number;
                        /** @description lower-case id */
                        id: string;
                        openUntilMs: number;
                        reason: string;
                        requester: string;
                        /** @enum {unknown} */
                        state: "requested" | "approved" | "refused" | "closed";
                        subject: {
                            id: string;
                            /** @enum {unknown} */
                            kind: "person" | "vehicle";
                        };
                        title: string;
                        toMs: number;
                    };
                };
            };
        };
    };
    "case.approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approver?: string;
                        fromMs: number;
                        /** @description lower-case id */
                        id: string;
                        openUntilMs: number;
                        reason: string;
                        requester: string;
                        /** @enum {unknown} */
                        state: "requested" | "approved" | "refused" | "closed";
                        subject: {
                            id: string;
                            /** @enum {unknown} */
                            kind: "person" | "vehicle";
                        };
                        title: string;
                        toMs: number;
                    };
                };
            };
        };
    };
    "case.close": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approver?: string;
                        fromMs: number;
                        /** @description lower-case id */
                        id: string;
                        openUntilMs: number;
                        reason: string;
                        requester: string;
                        /** @enum {unknown} */
                        state: "requested" | "approved" | "refused" | "closed";
                        subject: {
                            id: string;
                            /** @enum {unknown} */
                            kind: "person" | "vehicle";
                        };
                        title: string;
                        toMs: number;
                    };
                };
            };
        };
    };
    "case.refuse": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approver?: string;
                        fromMs: number;
                        /** @description lower-case id */
                        id: string;
                        openUntilMs: number;
                        reason: string;
                        requester: string;
                        /** @enum {unknown} */
                        state: "requested" | "approved" | "refused" | "closed";
                        subject: {
                            id: string;
                            /** @enum {unknown} */
                            kind: "person" | "vehicle";
                        };
                        title: string;
                        toMs: number;
                    };
                };
            };
        };
    };
    "case.trajectory": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        case: string;
                        more: boolean;
                        steps: {
                            atMs: number;
                            id: string;
                            method: string;
                            outcome: string;
                            /** @description lower-case id */
                            place: string;
                            placeName: {
                                en: string;
                                zh: string;
                            };
                            reason: string;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring?: 1 | 2 | 3;
                            /** @enum {unknown} */
                            side?: "entry" | "exit";
                            /** @description whether the way was used, where that is known */
                            taken?: boolean;
                        }[];
                    };
                };
            };
        };
    };
    "case.requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cases: {
                            approver?: string;
                            fromMs: number;
                            /** @description lower-case id */
                            id: string;
                            openUntilMs: number;
                            reason: string;
                            requester: string;
                            /** @enum {unknown} */
                            state: "requested" | "approved" | "refused" | "closed";
                            subject: {
                                id: string;
                                /** @enum {unknown} */
                                kind: "person" | "vehicle";
                            };
                            title: string;
                            toMs: number;
                        }[];
                    };
                };
            };
        };
    };
    "channel.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        lastFailureAtMs?: number;
                        lastSuccessAtMs?: number;
                        /** @description of the last try: a code */
                        problem?: string;
                        waiting: number;
                    }[];
                };
            };
        };
    };
    "channel.test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description email, mqtt or webhook:ID */
                channel: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    address?: string;
                    /** @enum {unknown} */
                    language: "zh" | "en";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        outcome: "sent" | "failed";
                        problem?: string;
                    };
                };
            };
        };
    };
    "clock.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        known: boolean;
                        /** @enum {unknown} */
                        problem?: "before-build" | "set-back" | "jumped";
                    };
                };
            };
        };
    };
    "clock.confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        known: boolean;
                        /** @enum {unknown} */
                        problem?: "before-build" | "set-back" | "jumped";
                    };
                };
            };
        };
    };
    "consent-notice.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        notices: {
                            /** @enum {unknown} */
                            purpose: "face" | "living-alone-care";
                            text: {
                                en: string;
                                zh: string;
                            };
                            /** @description kept with each consent: a new text, a new version */
                            version: string;
                        }[];
                    };
                };
            };
        };
    };
    "consent.withdraw": {
        parameters: {
            query: {
                /** @description why, in words; kept in the ledger */
                reason: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        withdrawn: number;
                    };
                };
            };
        };
    };
    "contact.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        address?: string;
                        /** @description email, mqtt or webhook:ID */
                        channel: string;
                        /** @enum {unknown} */
                        language: "zh" | "en";
                        /** @description alarms of which priorities; 4 stands for the daily digest */
                        priorities: (1 | 2 | 3 | 4)[];
                        /** @description a user of the console */
                        user: string;
                    }[];
                };
            };
        };
    };
    "contact.set": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description email, mqtt or webhook:ID */
                channel: string;
                /** @description a user of the console */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    address?: string;
                    /** @enum {unknown} */
                    language: "zh" | "en";
                    /** @description alarms of which priorities; 4 stands for the daily digest */
                    priorities: (1 | 2 | 3 | 4)[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        address?: string;
                        /** @description email, mqtt or webhook:ID */
                        channel: string;
                        /** @enum {unknown} */
                        language: "zh" | "en";
                        /** @description alarms of which priorities; 4 stands for the daily digest */
                        priorities: (1 | 2 | 3 | 4)[];
                        /** @description a user of the console */
                        user: string;
                    };
                };
            };
        };
    };
    "contact.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description email, mqtt or webhook:ID */
                channel: string;
                /** @description a user of the console */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "controller.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        controllers: {
                            /** @description lower-case id */
                            door: string;
                            /** @description lower-case id */
                            id: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            online: boolean;
                            rights: {
                                behindSinceMs?: number;
                                credentials?: number;
                                held?: number;
                                /** @description why it did not take the last one */
                                refused?: string;
                                version?: number;
                            };
                        }[];
                        siteKey: {
                            /** @description first 8 hex digits of its SHA-256 */
                            keyId: string;
                            /** @description Ed25519, raw, base64url */
                            publicKey: string;
                        };
                    };
                };
            };
        };
    };
    "device.standings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approvedHardware?: string;
                        /** @description site-file, gateway, user:NAME or cloud:SIGN */
                        by?: string;
                        changedMs?: number;
                        clonedMs?: number;
                        firmware?: string;
                        hardware?: string;
                        held?: number;
                        /** @description lower-case id */
                        id: string;
                        /** @enum {unknown} */
                        kind: "door-controller" | "card-reader" | "barrier" | "smoke" | "gas" | "manhole" | "vibration" | "water-level" | "help-button" | "call-point" | "intercom" | "lift" | "water-meter" | "parking-bay";
                        name: {
                            en: string;
                            zh: string;
                        };
                        revision: number;
                        /** @description 1 entrances, 2 inner public area, 3 unit doors */
                        ring: 1 | 2 | 3;
                        sinceMs: number;
                        /** @enum {unknown} */
                        standing: "waiting" | "approved" | "revoked";
                        /** @enum {unknown} */
                        state: "online" | "lost" | "unknown";
                        why?: string;
                        /** @description lower-case id */
                        zone?: string;
                    }[];
                };
            };
        };
    };
    "device.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description lower-case id */
                        id: string;
                        /** @enum {unknown} */
                        kind: "door-controller" | "card-reader" | "barrier" | "smoke" | "gas" | "manhole" | "vibration" | "water-level" | "help-button" | "call-point" | "intercom" | "lift" | "water-meter" | "parking-bay";
                        name: {
                            en: string;
                            zh: string;
                        };
                        reportedAtMs?: number;
                        /** @description 1 entrances, 2 inner public area, 3 unit doors */
                        ring: 1 | 2 | 3;
                        sinceMs: number;
                        /** @enum {unknown} */
                        standing?: "waiting" | "revoked";
                        /** @enum {unknown} */
                        state: "unknown" | "online" | "lost";
                        /** @description its firmware is changed: that it is away for a moment is no loss */
                        updating?: boolean;
                        values: {
                            [key: string]: unknown;
                        };
                    }[];
                };
            };
        };
    };
    "device.approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why; kept in the ledger */
                    reason: string;
                    revision: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approvedHardware?: string;
                        /** @description site-file, gateway, user:NAME or cloud:SIGN */
                        by?: string;
                        changedMs?: number;
                        clonedMs?: number;
                        firmware?: string;
                        hardware?: string;
                        held?: number;
                        /** @description lower-case id */
                        id: string;
                        /** @enum {unknown} */
                        kind: "door-controller" | "card-reader" | "barrier" | "smoke" | "gas" | "manhole" | "vibration" | "water-level" | "help-button" | "call-point" | "intercom" | "lift" | "water-meter" | "parking-bay";
                        name: {
                            en: string;
                            zh: string;
                        };
                        revision: number;
                        /** @description 1 entrances, 2 inner public area, 3 unit doors */
                        ring: 1 | 2 | 3;
                        sinceMs: number;
                        /** @enum {unknown} */
                        standing: "waiting" | "approved" | "revoked";
                        /** @enum {unknown} */
                        state: "online" | "lost" | "unknown";
                        why?: string;
                        /** @description lower-case id */
                        zone?: string;
                    };
                };
            };
        };
    };
    "device.revoke": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why; kept in the ledger */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approvedHardware?: string;
                        /** @description site-file, gateway, user:NAME or cloud:SIGN */
                        by?: string;
                        changedMs?: number;
                        clonedMs?: number;
                        firmware?: string;
                        hardware?: string;
                        held?: number;
                        /** @description lower-case id */
                        id: string;
                        /** @enum {unknown} */
                        kind: "door-controller" | "card-reader" | "barrier" | "smoke" | "gas" | "manhole" | "vibration" | "water-level" | "help-button" | "call-point" | "intercom" | "lift" | "water-meter" | "parking-bay";
                        name: {
                            en: string;
                            zh: string;
                        };
                        revision: number;
                        /** @description 1 entrances, 2 inner public area, 3 unit doors */
                        ring: 1 | 2 | 3;
                        sinceMs: number;
                        /** @enum {unknown} */
                        standing: "waiting" | "approved" | "revoked";
                        /** @enum {unknown} */
                        state: "online" | "lost" | "unknown";
                        why?: string;
                        /** @description lower-case id */
                        zone?: string;
                    };
                };
            };
        };
    };
    "door.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarm?: string;
                        answer?: {
                            action: string;
                            reason?: string;
                            /** @enum {unknown} */
                            state: "pending" | "done" | "refused" | "expired" | "failed";
                        };
                        approach?: boolean;
                        arm?: string;
                        /** @enum {unknown} */
                        contact?: "open" | "closed";
                        /** @description lower-case id */
                        controller: string;
                        /** @enum {unknown} */
                        emergency?: "open" | "shut";
                        fire: boolean;
                        heardAtMs?: number;
                        /** @description lower-case id */
                        id: string;
                        /** @enum {unknown} */
                        kind: "door" | "barrier";
                        mode?: string;
                        name: {
                            en: string;
                            zh: string;
                        };
                        online: boolean;
                        /** @enum {unknown} */
                        ordered?: "blocked" | "unlocked";
                        /** @description 1 entrances, 2 inner public area, 3 unit doors */
                        ring: 1 | 2 | 3;
                        safety?: boolean;
                        /** @enum {unknown} */
                        standing?: "waiting" | "revoked";
                        /** @description lower-case id */
                        zone?: string;
                    }[];
                };
            };
        };
    };
    "door.block": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why; kept in the ledger */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        door: {
                            alarm?: string;
                            answer?: {
                                action: string;
                                reason?: string;
                                /** @enum {unknown} */
                                state: "pending" | "done" | "refused" | "expired" | "failed";
                            };
                            approach?: boolean;
                            arm?: string;
                            /** @enum {unknown} */
                            contact?: "open" | "closed";
                            /** @description lower-case id */
                            controller: string;
                            /** @enum {unknown} */
                            emergency?: "open" | "shut";
                            fire: boolean;
                            heardAtMs?: number;
                            /** @description lower-case id */
                            id: string;
                            /** @enum {unknown} */
                            kind: "door" | "barrier";
                            mode?: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            online: boolean;
                            /** @enum {unknown} */
                            ordered?: "blocked" | "unlocked";
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            safety?: boolean;
                            /** @enum {unknown} */
                            standing?: "waiting" | "revoked";
                            /** @description lower-case id */
                            zone?: string;
                        };
                        passage?: string;
                    };
                };
            };
        };
    };
    "door.close": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why; kept in the ledger */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        door: {
                            alarm?: string;
                            answer?: {
                                action: string;
                                reason?: string;
                                /** @enum {unknown} */
                                state: "pending" | "done" | "refused" | "expired" | "failed";
                            };
                            approach?: boolean;
                            arm?: string;
                            /** @enum {unknown} */
                            contact?: "open" | "closed";
                            /** @description lower-case id */
                            controller: string;
                            /** @enum {unknown} */
                            emergency?: "open" | "shut";
                            fire: boolean;
                            heardAtMs?: number;
                            /** @description lower-case id */
                            id: string;
                            /** @enum {unknown} */
                            kind: "door" | "barrier";
                            mode?: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            online: boolean;
                            /** @enum {unknown} */
                            ordered?: "blocked" | "unlocked";
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            safety?: boolean;
                            /** @enum {unknown} */
                            standing?: "waiting" | "revoked";
                            /** @description lower-case id */
                            zone?: string;
                        };
                        passage?: string;
                    };
                };
            };
        };
    };
    "door.lock": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why; kept in the ledger */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        door: {
                            alarm?: string;
                            answer?: {
                                action: string;
                                reason?: string;
                                /** @enum {unknown} */
                                state: "pending" | "done" | "refused" | "expired" | "failed";
                            };
                            approach?: boolean;
                            arm?: string;
                            /** @enum {unknown} */
                            contact?: "open" | "closed";
                            /** @description lower-case id */
                            controller: string;
                            /** @enum {unknown} */
                            emergency?: "open" | "shut";
                            fire: boolean;
                            heardAtMs?: number;
                            /** @description lower-case id */
                            id: string;
                            /** @enum {unknown} */
                            kind: "door" | "barrier";
                            mode?: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            online: boolean;
                            /** @enum {unknown} */
                            ordered?: "blocked" | "unlocked";
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            safety?: boolean;
                            /** @enum {unknown} */
                            standing?: "waiting" | "revoked";
                            /** @description lower-case id */
                            zone?: string;
                        };
                        passage?: string;
                    };
                };
            };
        };
    };
    "door.open": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why; kept in the ledger */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        door: {
                            alarm?: string;
                            answer?: {
                                action: string;
                                reason?: string;
                                /** @enum {unknown} */
                                state: "pending" | "done" | "refused" | "expired" | "failed";
                            };
                            approach?: boolean;
                            arm?: string;
                            /** @enum {unknown} */
                            contact?: "open" | "closed";
                            /** @description lower-case id */
                            controller: string;
                            /** @enum {unknown} */
                            emergency?: "open" | "shut";
                            fire: boolean;
                            heardAtMs?: number;
                            /** @description lower-case id */
                            id: string;
                            /** @enum {unknown} */
                            kind: "door" | "barrier";
                            mode?: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            online: boolean;
                            /** @enum {unknown} */
                            ordered?: "blocked" | "unlocked";
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            safety?: boolean;
                            /** @enum {unknown} */
                            standing?: "waiting" | "revoked";
                            /** @description lower-case id */
                            zone?: string;
                        };
                        passage?: string;
                    };
                };
            };
        };
    };
    "door.unblock": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why; kept in the ledger */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        door: {
                            alarm?: string;
                            answer?: {
                                action: string;
                                reason?: string;
                                /** @enum {unknown} */
                                state: "pending" | "done" | "refused" | "expired" | "failed";
                            };
                            approach?: boolean;
                            arm?: string;
                            /** @enum {unknown} */
                            contact?: "open" | "closed";
                            /** @description lower-case id */
                            controller: string;
                            /** @enum {unknown} */
                            emergency?: "open" | "shut";
                            fire: boolean;
                            heardAtMs?: number;
                            /** @description lower-case id */
                            id: string;
                            /** @enum {unknown} */
                            kind: "door" | "barrier";
                            mode?: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            online: boolean;
                            /** @enum {unknown} */
                            ordered?: "blocked" | "unlocked";
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            safety?: boolean;
                            /** @enum {unknown} */
                            standing?: "waiting" | "revoked";
                            /** @description lower-case id */
                            zone?: string;
                        };
                        passage?: string;
                    };
                };
            };
        };
    };
    "door.unlock": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why; kept in the ledger */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        door: {
                            alarm?: string;
                            answer?: {
                                action: string;
                                reason?: string;
                                /** @enum {unknown} */
                                state: "pending" | "done" | "refused" | "expired" | "failed";
                            };
                            approach?: boolean;
                            arm?: string;
                            /** @enum {unknown} */
                            contact?: "open" | "closed";
                            /** @description lower-case id */
                            controller: string;
                            /** @enum {unknown} */
                            emergency?: "open" | "shut";
                            fire: boolean;
                            heardAtMs?: number;
                            /** @description lower-case id */
                            id: string;
                            /** @enum {unknown} */
                            kind: "door" | "barrier";
                            mode?: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            online: boolean;
                            /** @enum {unknown} */
                            ordered?: "blocked" | "unlocked";
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            safety?: boolean;
                            /** @enum {unknown} */
                            standing?: "waiting" | "revoked";
                            /** @description lower-case id */
                            zone?: string;
                        };
                        passage?: string;
                    };
                };
            };
        };
    };
    "drill.list": {
        parameters: {
            query?: {
                /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                beforeMs?: number | string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        drills: {
                            done: {
                                alarm?: string;
                                atMs: number;
                                scenario: number;
                                wouldOpen?: string[];
                            }[];
                            endedAtMs?: number;
                            /** @description a user of the console */
                            endedBy?: string;
                            endsAtMs?: number;
                            heldSinceMs?: number;
                            id: string;
                            knows: string[];
                            /** @description it ends by itself after so many seconds */
                            limitS: number;
                            name: string;
                            notes: {
                                atMs: number;
                                /** @description a user of the console */
                                by: string;
                                text: string;
                            }[];
                            plannedAtMs: number;
                            /** @description a user of the console */
                            plannedBy: string;
                            report?: {
                                alarms: {
                                    alarm: string;
                                    raisedAtMs: number;
                                    /** @description lower-case id */
                                    source: string;
                                    steps: {
                                        allowedMs: number;
                                        /** @enum {unknown} */
                                        step: "acknowledged" | "dispatched" | "arrived";
                                        tookMs?: number;
                                        within: boolean;
                                    }[];
                                    /** @enum {unknown} */
                                    type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                                }[];
                                /** @enum {unknown} */
                                verdict: "passed" | "failed" | "nothing-measured";
                            };
                            scenarios: ({
                                afterS: number;
                                /** @enum {string} */
                                kind: "alarm";
                                /** @description lower-case id */
                                source: string;
                                /** @enum {unknown} */
                                type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            } | {
                                afterS: number;
                                /** @enum {string} */
                                kind: "evacuation";
                            })[];
                            startedAtMs?: number;
                            /** @description a user of the console */
                            startedBy?: string;
                            /** @enum {unknown} */
                            state: "planned" | "running" | "ended";
                        }[];
                        running?: {
                            done: {
                                alarm?: string;
                                atMs: number;
                                scenario: number;
                                wouldOpen?: string[];
                            }[];
                            endedAtMs?: number;
                            /** @description a user of the console */
                            endedBy?: string;
                            endsAtMs?: number;
                            heldSinceMs?: number;
                            id: string;
                            knows: string[];
                            /** @description it ends by itself after so many seconds */
                            limitS: number;
                            name: string;
                            notes: {
                                atMs: number;
                                /** @description a user of the console */
                                by: string;
                                text: string;
                            }[];
                            plannedAtMs: number;
                            /** @description a user of the console */
                            plannedBy: string;
                            report?: {
                                alarms: {
                                    alarm: string;
                                    raisedAtMs: number;
                                    /** @description lower-case id */
                                    source: string;
                                    steps: {
                                        allowedMs: number;
                                        /** @enum {unknown} */
                                        step: "acknowledged" | "dispatched" | "arrived";
                                        tookMs?: number;
                                        within: boolean;
                                    }[];
                                    /** @enum {unknown} */
                                    type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                                }[];
                                /** @enum {unknown} */
                                verdict: "passed" | "failed" | "nothing-measured";
                            };
                            scenarios: ({
                                afterS: number;
                                /** @enum {string} */
                                kind: "alarm";
                                /** @description lower-case id */
                                source: string;
                                /** @enum {unknown} */
                                type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            } | {
                                afterS: number;
                                /** @enum {string} */
                                kind: "evacuation";
                            })[];
                            startedAtMs?: number;
                            /** @description a user of the console */
                            startedBy?: string;
                            /** @enum {unknown} */
                            state: "planned" | "running" | "ended";
                        };
                    };
                };
            };
        };
    };
    "drill.plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    knows: string[];
                    /** @description it ends by itself after so many seconds */
                    limitS: number;
                    name: string;
                    scenarios: ({
                        afterS: number;
                        /** @enum {string} */
                        kind: "alarm";
                        /** @description lower-case id */
                        source: string;
                        /** @enum {unknown} */
                        type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                    } | {
                        afterS: number;
                        /** @enum {string} */
                        kind: "evacuation";
                    })[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        done: {
                            alarm?: string;
                            atMs: number;
                            scenario: number;
                            wouldOpen?: string[];
                        }[];
                        endedAtMs?: number;
                        /** @description a user of the console */
                        endedBy?: string;
                        endsAtMs?: number;
                        heldSinceMs?: number;
                        id: string;
                        knows: string[];
                        /** @description it ends by itself after so many seconds */
                        limitS: number;
                        name: string;
                        notes: {
                            atMs: number;
                            /** @description a user of the console */
                            by: string;
                            text: string;
                        }[];
                        plannedAtMs: number;
                        /** @description a user of the console */
                        plannedBy: string;
                        report?: {
                            alarms: {
                                alarm: string;
                                raisedAtMs: number;
                                /** @description lower-case id */
                                source: string;
                                steps: {
                                    allowedMs: number;
                                    /** @enum {unknown} */
                                    step: "acknowledged" | "dispatched" | "arrived";
                                    tookMs?: number;
                                    within: boolean;
                                }[];
                                /** @enum {unknown} */
                                type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            }[];
                            /** @enum {unknown} */
                            verdict: "passed" | "failed" | "nothing-measured";
                        };
                        scenarios: ({
                            afterS: number;
                            /** @enum {string} */
                            kind: "alarm";
                            /** @description lower-case id */
                            source: string;
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                        } | {
                            afterS: number;
                            /** @enum {string} */
                            kind: "evacuation";
                        })[];
                        startedAtMs?: number;
                        /** @description a user of the console */
                        startedBy?: string;
                        /** @enum {unknown} */
                        state: "planned" | "running" | "ended";
                    };
                };
            };
        };
    };
    "drill.report": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        done: {
                            alarm?: string;
                            atMs: number;
                            scenario: number;
                            wouldOpen?: string[];
                        }[];
                        endedAtMs?: number;
                        /** @description a user of the console */
                        endedBy?: string;
                        endsAtMs?: number;
                        heldSinceMs?: number;
                        id: string;
                        knows: string[];
                        /** @description it ends by itself after so many seconds */
                        limitS: number;
                        name: string;
                        notes: {
                            atMs: number;
                            /** @description a user of the console */
                            by: string;
                            text: string;
                        }[];
                        plannedAtMs: number;
                        /** @description a user of the console */
                        plannedBy: string;
                        report?: {
                            alarms: {
                                alarm: string;
                                raisedAtMs: number;
                                /** @description lower-case id */
                                source: string;
                                steps: {
                                    allowedMs: number;
                                    /** @enum {unknown} */
                                    step: "acknowledged" | "dispatched" | "arrived";
                                    tookMs?: number;
                                    within: boolean;
                                }[];
                                /** @enum {unknown} */
                                type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            }[];
                            /** @enum {unknown} */
                            verdict: "passed" | "failed" | "nothing-measured";
                        };
                        scenarios: ({
                            afterS: number;
                            /** @enum {string} */
                            kind: "alarm";
                            /** @description lower-case id */
                            source: string;
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                        } | {
                            afterS: number;
                            /** @enum {string} */
                            kind: "evacuation";
                        })[];
                        startedAtMs?: number;
                        /** @description a user of the console */
                        startedBy?: string;
                        /** @enum {unknown} */
                        state: "planned" | "running" | "ended";
                    };
                };
            };
        };
    };
    "drill.note": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        done: {
                            alarm?: string;
                            atMs: number;
                            scenario: number;
                            wouldOpen?: string[];
                        }[];
                        endedAtMs?: number;
                        /** @description a user of the console */
                        endedBy?: string;
                        endsAtMs?: number;
                        heldSinceMs?: number;
                        id: string;
                        knows: string[];
                        /** @description it ends by itself after so many seconds */
                        limitS: number;
                        name: string;
                        notes: {
                            atMs: number;
                            /** @description a user of the console */
                            by: string;
                            text: string;
                        }[];
                        plannedAtMs: number;
                        /** @description a user of the console */
                        plannedBy: string;
                        report?: {
                            alarms: {
                                alarm: string;
                                raisedAtMs: number;
                                /** @description lower-case id */
                                source: string;
                                steps: {
                                    allowedMs: number;
                                    /** @enum {unknown} */
                                    step: "acknowledged" | "dispatched" | "arrived";
                                    tookMs?: number;
                                    within: boolean;
                                }[];
                                /** @enum {unknown} */
                                type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            }[];
                            /** @enum {unknown} */
                            verdict: "passed" | "failed" | "nothing-measured";
                        };
                        scenarios: ({
                            afterS: number;
                            /** @enum {string} */
                            kind: "alarm";
                            /** @description lower-case id */
                            source: string;
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                        } | {
                            afterS: number;
                            /** @enum {string} */
                            kind: "evacuation";
                        })[];
                        startedAtMs?: number;
                        /** @description a user of the console */
                        startedBy?: string;
                        /** @enum {unknown} */
                        state: "planned" | "running" | "ended";
                    };
                };
            };
        };
    };
    "drill.start": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        done: {
                            alarm?: string;
                            atMs: number;
                            scenario: number;
                            wouldOpen?: string[];
                        }[];
                        endedAtMs?: number;
                        /** @description a user of the console */
                        endedBy?: string;
                        endsAtMs?: number;
                        heldSinceMs?: number;
                        id: string;
                        knows: string[];
                        /** @description it ends by itself after so many seconds */
                        limitS: number;
                        name: string;
                        notes: {
                            atMs: number;
                            /** @description a user of the console */
                            by: string;
                            text: string;
                        }[];
                        plannedAtMs: number;
                        /** @description a user of the console */
                        plannedBy: string;
                        report?: {
                            alarms: {
                                alarm: string;
                                raisedAtMs: number;
                                /** @description lower-case id */
                                source: string;
                                steps: {
                                    allowedMs: number;
                                    /** @enum {unknown} */
                                    step: "acknowledged" | "dispatched" | "arrived";
                                    tookMs?: number;
                                    within: boolean;
                                }[];
                                /** @enum {unknown} */
                                type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            }[];
                            /** @enum {unknown} */
                            verdict: "passed" | "failed" | "nothing-measured";
                        };
                        scenarios: ({
                            afterS: number;
                            /** @enum {string} */
                            kind: "alarm";
                            /** @description lower-case id */
                            source: string;
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                        } | {
                            afterS: number;
                            /** @enum {string} */
                            kind: "evacuation";
                        })[];
                        startedAtMs?: number;
                        /** @description a user of the console */
                        startedBy?: string;
                        /** @enum {unknown} */
                        state: "planned" | "running" | "ended";
                    };
                };
            };
        };
    };
    "drill.stop": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        done: {
                            alarm?: string;
                            atMs: number;
                            scenario: number;
                            wouldOpen?: string[];
                        }[];
                        endedAtMs?: number;
                        /** @description a user of the console */
                        endedBy?: string;
                        endsAtMs?: number;
                        heldSinceMs?: number;
                        id: string;
                        knows: string[];
                        /** @description it ends by itself after so many seconds */
                        limitS: number;
                        name: string;
                        notes: {
                            atMs: number;
                            /** @description a user of the console */
                            by: string;
                            text: string;
                        }[];
                        plannedAtMs: number;
                        /** @description a user of the console */
                        plannedBy: string;
                        report?: {
                            alarms: {
                                alarm: string;
                                raisedAtMs: number;
                                /** @description lower-case id */
                                source: string;
                                steps: {
                                    allowedMs: number;
                                    /** @enum {unknown} */
                                    step: "acknowledged" | "dispatched" | "arrived";
                                    tookMs?: number;
                                    within: boolean;
                                }[];
                                /** @enum {unknown} */
                                type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            }[];
                            /** @enum {unknown} */
                            verdict: "passed" | "failed" | "nothing-measured";
                        };
                        scenarios: ({
                            afterS: number;
                            /** @enum {string} */
                            kind: "alarm";
                            /** @description lower-case id */
                            source: string;
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                        } | {
                            afterS: number;
                            /** @enum {string} */
                            kind: "evacuation";
                        })[];
                        startedAtMs?: number;
                        /** @description a user of the console */
                        startedBy?: string;
                        /** @enum {unknown} */
                        state: "planned" | "running" | "ended";
                    };
                };
            };
        };
    };
    "duty-person.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        duties: ("guard" | "lead" | "manager")[];
                        fullName?: string;
                        /** @description a user of the console */
                        user: string;
                    }[];
                };
            };
        };
    };
    "event.search": {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description lower-case id */
                device?: string;
                /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                fromMs?: number | string;
                kind?: "door-controller" | "card-reader" | "barrier" | "smoke" | "gas" | "manhole" | "vibration" | "water-level" | "help-button" | "call-point" | "intercom" | "lift" | "water-meter" | "parking-bay";
                limit?: number;
                /** @description 1 entrances, 2 inner public area, 3 unit doors */
                ring?: 1 | 2 | 3;
                /** @description not included; epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                toMs?: number | string;
                type?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: {
                            atMs: number;
                            data: {
                                [key: string]: unknown;
                            };
                            /** @description lower-case id */
                            device: string;
                            deviceAtMs?: number;
                            deviceName: {
                                en: string;
                                zh: string;
                            };
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring?: 1 | 2 | 3;
                            type: string;
                        }[];
                        next?: string;
                    };
                };
            };
        };
    };
    "evidence.audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        action: string;
                        alarm?: string;
                        atMs: number;
                        details: {
                            [key: string]: string | number;
                        };
                        reason?: string;
                        user: string;
                    }[];
                };
            };
        };
    };
    "export.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarm: string;
                        askedAtMs: number;
                        bytes?: number;
                        expiresAtMs?: number;
                        finishedAtMs?: number;
                        id: string;
                        problem?: string;
                        progress: number;
                        reason: string;
                        /**
                         * @description who stays visible: nobody, or those whom the alarm is about
                         * @enum {unknown}
                         */
                        show: "nobody" | "subjects";
                        /** @enum {unknown} */
                        state: "waiting" | "working" | "ready" | "failed" | "cancelled";
                        user: string;
                        /** @enum {unknown} */
                        what: "clip" | "picture";
                    }[];
                };
            };
        };
    };
    "export.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        outcome: "cancelled" | "deleted";
                    };
                };
            };
        };
    };
    "export.download": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description video/mp4 or image/jpeg */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                    "video/mp4": unknown;
                };
            };
        };
    };
    "figure.show": {
        parameters: {
            query: {
                /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                fromMs: number | string;
                /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                toMs: number | string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        badActors: {
                            noCause: number;
                            occurrences: number;
                            /** @description lower-case id */
                            source: string;
                            sourceName: {
                                en: string;
                                zh: string;
                            };
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                        }[];
                        byDisposition: {
                            count: number;
                            /** @enum {unknown} */
                            disposition: "real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred";
                        }[];
                        byHour: {
                            atMs: number;
                            p1: number;
                            p2: number;
                            p3: number;
                            p4: number;
                        }[];
                        byPriority: {
                            priority: 1 | 2 | 3 | 4;
                            raised: number;
                            share: number;
                        }[];
                        floodSlots: number;
                        fromMs: number;
                        occurrences: number;
                        /** @description of the hours that were recorded */
                        perHour: number;
                        raised: number;
                        /** @description of the span, for how long the gateway was at work */
                        recordedMs: number;
                        reliability?: number;
                        response: {
                            acknowledged: {
                                count: number;
                                medianMs: number;
                                p90Ms: number;
                                p95Ms: number;
                                withinShare: number;
                            };
                            arrived: {
                                count: number;
                                medianMs: number;
                                p90Ms: number;
                                p95Ms: number;
                                withinShare: number;
                            };
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                        }[];
                        suppressed: number;
                        toMs: number;
                    };
                };
            };
        };
    };
    "follow.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dueMs: number;
                        enteredAtMs: number;
                        /** @enum {unknown} */
                        kind: "repair" | "complaint" | "help";
                        number: string;
                        score?: number;
                        /** @enum {unknown} */
                        state: "entered" | "accepted" | "assigned" | "done" | "fed-back" | "rated" | "refused";
                        steps: {
                            atMs: number;
                            step: string;
                            words?: string;
                        }[];
                        /** @description of the site, by IANA name: its times are shown, wherever they are read */
                        timeZone: string;
                    };
                };
            };
        };
    };
    "follow.rate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    score: number;
                    words?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dueMs: number;
                        enteredAtMs: number;
                        /** @enum {unknown} */
                        kind: "repair" | "complaint" | "help";
                        number: string;
                        score?: number;
                        /** @enum {unknown} */
                        state: "entered" | "accepted" | "assigned" | "done" | "fed-back" | "rated" | "refused";
                        steps: {
                            atMs: number;
                            step: string;
                            words?: string;
                        }[];
                        /** @description of the site, by IANA name: its times are shown, wherever they are read */
                        timeZone: string;
                    };
                };
            };
        };
    };
    "follow.return": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    words: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dueMs: number;
                        enteredAtMs: number;
                        /** @enum {unknown} */
                        kind: "repair" | "complaint" | "help";
                        number: string;
                        score?: number;
                        /** @enum {unknown} */
                        state: "entered" | "accepted" | "assigned" | "done" | "fed-back" | "rated" | "refused";
                        steps: {
                            atMs: number;
                            step: string;
                            words?: string;
                        }[];
                        /** @description of the site, by IANA name: its times are shown, wherever they are read */
                        timeZone: string;
                    };
                };
            };
        };
    };
    "grid.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        grids: {
                            /** @description lower-case id */
                            id: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            phone?: string;
                            /** @description counts the changes of the record */
                            version: number;
                            worker?: string;
                        }[];
                    };
                };
            };
        };
    };
    "grid.add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description lower-case id */
                    id?: string;
                    name: {
                        en: string;
                        zh: string;
                    };
                    phone?: string;
                    /** @description why, for the ledger */
                    reason?: string;
                    worker?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "grid.remove": {
        parameters: {
            query?: {
                /** @description why, for the ledger */
                reason?: string;
            };
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "grid.change": {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: {
                        en: string;
                        zh: string;
                    } | null;
                    phone?: string | null;
                    /** @description why, for the ledger */
                    reason?: string;
                    worker?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "group.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        groups: {
                            /** @description days on which it does not hold, such as holidays */
                            except?: string[];
                            /** @description lower-case id */
                            id: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            /** @description doors, barriers or zones */
                            places: string[];
                            /** @description always, if left out */
                            spans?: {
                                days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                from: string;
                                to: string;
                            }[];
                            /** @description counts the changes of the record */
                            version: number;
                        }[];
                    };
                };
            };
        };
    };
    "group.add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description days on which it does not hold, such as holidays */
                    except?: string[];
                    /** @description lower-case id */
                    id?: string;
                    name: {
                        en: string;
                        zh: string;
                    };
                    /** @description doors, barriers or zones */
                    places: string[];
                    /** @description why, for the ledger */
                    reason?: string;
                    /** @description always, if left out */
                    spans?: {
                        days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                        from: string;
                        to: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "group.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description days on which it does not hold, such as holidays */
                        except?: string[];
                        /** @description lower-case id */
                        id: string;
                        name: {
                            en: string;
                            zh: string;
                        };
                        /** @description doors, barriers or zones */
                        places: string[];
                        /** @description always, if left out */
                        spans?: {
                            days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                            from: string;
                            to: string;
                        }[];
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "group.remove": {
        parameters: {
            query?: {
                /** @description why, for the ledger */
                reason?: string;
            };
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "group.change": {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    except?: string[] | null;
                    name?: {
                        en: string;
                        zh: string;
                    } | null;
                    places?: string[] | null;
                    /** @description why, for the ledger */
                    reason?: string;
                    spans?: {
                        days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                        from: string;
                        to: string;
                    }[] | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "group.members": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        members: {
                            fromMs: number;
                            group: string;
                            /** @description lower-case id */
                            id: string;
                            person: string;
                            toMs?: number;
                            /** @description counts the changes of the record */
                            version: number;
                        }[];
                    };
                };
            };
        };
    };
    "handover.list": {
        parameters: {
            query?: {
                /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                beforeMs?: number | string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        begunAtMs: number;
                        /** @description a user of the console */
                        begunBy: string;
                        checklist: {
                            /** @enum {unknown} */
                            item: "keys" | "radios" | "torches" | "fire-equipment" | "first-aid" | "instructions" | "under-watch";
                            note?: string;
                            /** @enum {unknown} */
                            state?: "in-order" | "problem";
                        }[];
                        dueMs: number;
                        hash?: string;
                        id: string;
                        incoming: string[];
                        outgoing: string[];
                        /** @enum {unknown} */
                        role: "guard" | "lead" | "manager";
                        shift?: string;
                        signatures: {
                            atMs: number;
                            /** @enum {unknown} */
                            side: "outgoing" | "incoming";
                            /** @description a user of the console */
                            user: string;
                        }[];
                        signedAtMs?: number;
                        snapshot: {
                            atMs: number;
                            broken: {
                                id: string;
                                /** @enum {unknown} */
                                kind: "device" | "camera";
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                sinceMs: number;
                            }[];
                            drills: {
                                endsAtMs: number;
                                id: string;
                            }[];
                            modes: {
                                id: string;
                                /** @enum {unknown} */
                                kind: "evacuate" | "lockdown" | "entry-policy";
                                sinceMs: number;
                            }[];
                            open: {
                                alarm: string;
                                assignee?: string;
                                priority: 1 | 2 | 3 | 4;
                                raisedAtMs: number;
                                source: string;
                                sourceName: {
                                    en: string;
                                    zh: string;
                                };
                                /** @enum {unknown} */
                                state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                                /** @enum {unknown} */
                                type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            }[];
                            outOfService: {
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                reason: string;
                                untilMs: number;
                            }[];
                            shelved: {
                                alarm: string;
                                assignee?: string;
                                priority: 1 | 2 | 3 | 4;
                                raisedAtMs: number;
                                reason: string;
                                source: string;
                                sourceName: {
                                    en: string;
                                    zh: string;
                                };
                                /** @enum {unknown} */
                                state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                                /** @enum {unknown} */
                                type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                                untilMs: number;
                            }[];
                            visitsWaiting: number;
                        };
                        /** @enum {unknown} */
                        state: "open" | "signed" | "lapsed";
                        taken: {
                            alarm: string;
                            atMs: number;
                            /** @description a user of the console */
                            by: string;
                        }[];
                        /** @description urgent alarms that the incoming have to take over before they sign */
                        toTake: string[];
                    }[];
                };
            };
        };
    };
    "handover.begin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        begunAtMs: number;
                        /** @description a user of the console */
                        begunBy: string;
                        checklist: {
                            /** @enum {unknown} */
                            item: "keys" | "radios" | "torches" | "fire-equipment" | "first-aid" | "instructions" | "under-watch";
                            note?: string;
                            /** @enum {unknown} */
                            state?: "in-order" | "problem";
                        }[];
                        dueMs: number;
                        hash?: string;
                        id: string;
                        incoming: string[];
                        outgoing: string[];
                        /** @enum {unknown} */
                        role: "guard" | "lead" | "manager";
                        shift?: string;
                        signatures: {
                            atMs: number;
                            /** @enum {unknown} */
                            side: "outgoing" | "incoming";
                            /** @description a user of the console */
                            user: string;
                        }[];
                        signedAtMs?: number;
                        snapshot: {
                            atMs: number;
                            broken: {
                                id: string;
                                /** @enum {unknown} */
                                kind: "device" | "camera";
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                sinceMs: number;
                            }[];
                            drills: {
                                endsAtMs: number;
                                id: string;
                            }[];
                            modes: {
                                id: string;
                                /** @enum {unknown} */
                                kind: "evacuate" | "lockdown" | "entry-policy";
                                sinceMs: number;
                            }[];
                            open: {
                                alarm: string;
                                assignee?: string;
                                priority: 1 | 2 | 3 | 4;
                                raisedAtMs: number;
                                source: string;
                                sourceName: {
                                    en: string;
                                    zh: string;
                                };
                                /** @enum {unknown} */
                                state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                                /** @enum {unknown} */
                                type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            }[];
                            outOfService: {
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                reason: string;
                                untilMs: number;
                            }[];
                            shelved: {
                                alarm: string;
                                assignee?: string;
                                priority: 1 | 2 | 3 | 4;
                                raisedAtMs: number;
                                reason: string;
                                source: string;
                                sourceName: {
                                    en: string;
                                    zh: string;
                                };
                                /** @enum {unknown} */
                                state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                                /** @enum {unknown} */
                                type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                                untilMs: number;
                            }[];
                            visitsWaiting: number;
                        };
                        /** @enum {unknown} */
                        state: "open" | "signed" | "lapsed";
                        taken: {
                            alarm: string;
                            atMs: number;
                            /** @description a user of the console */
                            by: string;
                        }[];
                        /** @description urgent alarms that the incoming have to take over before they sign */
                        toTake: string[];
                    };
                };
            };
        };
    };
    "handover.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        begunAtMs: number;
                        /** @description a user of the console */
                        begunBy: string;
                        checklist: {
                            /** @enum {unknown} */
                            item: "keys" | "radios" | "torches" | "fire-equipment" | "first-aid" | "instructions" | "under-watch";
                            note?: string;
                            /** @enum {unknown} */
                            state?: "in-order" | "problem";
                        }[];
                        dueMs: number;
                        hash?: string;
                        id: string;
                        incoming: string[];
                        outgoing: string[];
                        /** @enum {unknown} */
                        role: "guard" | "lead" | "manager";
                        shift?: string;
                        signatures: {
                            atMs: number;
                            /** @enum {unknown} */
                            side: "outgoing" | "incoming";
                            /** @description a user of the console */
                            user: string;
                        }[];
                        signedAtMs?: number;
                        snapshot: {
                            atMs: number;
                            broken: {
                                id: string;
                                /** @enum {unknown} */
                                kind: "device" | "camera";
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                sinceMs: number;
                            }[];
                            drills: {
                                endsAtMs: number;
                                id: string;
                            }[];
                            modes: {
                                id: string;
                                /** @enum {unknown} */
                                kind: "evacuate" | "lockdown" | "entry-policy";
                                sinceMs: number;
                            }[];
                            open: {
                                alarm: string;
                                assignee?: string;
                                priority: 1 | 2 | 3 | 4;
                                raisedAtMs: number;
                                source: string;
                                sourceName: {
                                    en: string;
                                    zh: string;
                                };
                                /** @enum {unknown} */
                                state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                                /** @enum {unknown} */
                                type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            }[];
                            outOfService: {
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                reason: string;
                                untilMs: number;
                            }[];
                            shelved: {
                                alarm: string;
                                assignee?: string;
                                priority: 1 | 2 | 3 | 4;
                                raisedAtMs: number;
                                reason: string;
                                source: string;
                                sourceName: {
                                    en: string;
                                    zh: string;
                                };
                                /** @enum {unknown} */
                                state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                                /** @enum {unknown} */
                                type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                                untilMs: number;
                            }[];
                            visitsWaiting: number;
                        };
                        /** @enum {unknown} */
                        state: "open" | "signed" | "lapsed";
                        taken: {
                            alarm: string;
                            atMs: number;
                            /** @description a user of the console */
                            by: string;
                        }[];
                        /** @description urgent alarms that the incoming have to take over before they sign */
                        toTake: string[];
                    };
                };
            };
        };
    };
    "handover.note": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    item: "keys" | "radios" | "torches" | "fire-equipment" | "first-aid" | "instructions" | "under-watch";
                    note?: string;
                    /** @enum {unknown} */
                    state: "in-order" | "problem";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        begunAtMs: number;
                        /** @description a user of the console */
                        begunBy: string;
                        checklist: {
                            /** @enum {unknown} */
                            item: "keys" | "radios" | "torches" | "fire-equipment" | "first-aid" | "instructions" | "under-watch";
                            note?: string;
                            /** @enum {unknown} */
                            state?: "in-order" | "problem";
                        }[];
                        dueMs: number;
                        hash?: string;
                        id: string;
                        incoming: string[];
                        outgoing: string[];
                        /** @enum {unknown} */
                        role: "guard" | "lead" | "manager";
                        shift?: string;
                        signatures: {
                            atMs: number;
                            /** @enum {unknown} */
                            side: "outgoing" | "incoming";
                            /** @description a user of the console */
                            user: string;
                        }[];
                        signedAtMs?: number;
                        snapshot: {
                            atMs: number;
                            broken: {
                                id: string;
                                /** @enum {unknown} */
                                kind: "device" | "camera";
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                sinceMs: number;
                            }[];
                            drills: {
                                endsAtMs: number;
                                id: string;
                            }[];
                            modes: {
                                id: string;
                                /** @enum {unknown} */
                                kind: "evacuate" | "lockdown" | "entry-policy";
                                sinceMs: number;
                            }[];
                            open: {
                                alarm: string;
                                assignee?: string;
                                priority: 1 | 2 | 3 | 4;
                                raisedAtMs: number;
                                source: string;
                                sourceName: {
                                    en: string;
                                    zh: string;
                                };
                                /** @enum {unknown} */
                                state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                                /** @enum {unknown} */
                                type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            }[];
                            outOfService: {
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                reason: string;
                                untilMs: number;
                            }[];
                            shelved: {
                                alarm: string;
                                assignee?: string;
                                priority: 1 | 2 | 3 | 4;
                                raisedAtMs: number;
                                reason: string;
                                source: string;
                                sourceName: {
                                    en: string;
                                    zh: string;
                                };
                                /** @enum {unknown} */
                                state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                                /** @enum {unknown} */
                                type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                                untilMs: number;
                            }[];
                            visitsWaiting: number;
                        };
                        /** @enum {unknown} */
                        state: "open" | "signed" | "lapsed";
                        taken: {
                            alarm: string;
                            atMs: number;
                            /** @description a user of the console */
                            by: string;
                        }[];
                        /** @description urgent alarms that the incoming have to take over before they sign */
                        toTake: string[];
                    };
                };
            };
        };
    };
    "handover.sign": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description left out by those who have just given it at the provider again */
                    password?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        begunAtMs: number;
                        /** @description a user of the console */
                        begunBy: string;
                        checklist: {
                            /** @enum {unknown} */
                            item: "keys" | "radios" | "torches" | "fire-equipment" | "first-aid" | "instructions" | "under-watch";
                            note?: string;
                            /** @enum {unknown} */
                            state?: "in-order" | "problem";
                        }[];
                        dueMs: number;
                        hash?: string;
                        id: string;
                        incoming: string[];
                        outgoing: string[];
                        /** @enum {unknown} */
                        role: "guard" | "lead" | "manager";
                        shift?: string;
                        signatures: {
                            atMs: number;
                            /** @enum {unknown} */
                            side: "outgoing" | "incoming";
                            /** @description a user of the console */
                            user: string;
                        }[];
                        signedAtMs?: number;
                        snapshot: {
                            atMs: number;
                            broken: {
                                id: string;
                                /** @enum {unknown} */
                                kind: "device" | "camera";
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                sinceMs: number;
                            }[];
                            drills: {
                                endsAtMs: number;
                                id: string;
                            }[];
                            modes: {
                                id: string;
                                /** @enum {unknown} */
                                kind: "evacuate" | "lockdown" | "entry-policy";
                                sinceMs: number;
                            }[];
                            open: {
                                alarm: string;
                                assignee?: string;
                                priority: 1 | 2 | 3 | 4;
                                raisedAtMs: number;
                                source: string;
                                sourceName: {
                                    en: string;
                                    zh: string;
                                };
                                /** @enum {unknown} */
                                state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                                /** @enum {unknown} */
                                type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            }[];
                            outOfService: {
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                reason: string;
                                untilMs: number;
                            }[];
                            shelved: {
                                alarm: string;
                                assignee?: string;
                                priority: 1 | 2 | 3 | 4;
                                raisedAtMs: number;
                                reason: string;
                                source: string;
                                sourceName: {
                                    en: string;
                                    zh: string;
                                };
                                /** @enum {unknown} */
                                state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                                /** @enum {unknown} */
                                type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                                untilMs: number;
                            }[];
                            visitsWaiting: number;
                        };
                        /** @enum {unknown} */
                        state: "open" | "signed" | "lapsed";
                        taken: {
                            alarm: string;
                            atMs: number;
                            /** @description a user of the console */
                            by: string;
                        }[];
                        /** @description urgent alarms that the incoming have to take over before they sign */
                        toTake: string[];
                    };
                };
            };
        };
    };
    "handover.take": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    alarm: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        begunAtMs: number;
                        /** @description a user of the console */
                        begunBy: string;
                        checklist: {
                            /** @enum {unknown} */
                            item: "keys" | "radios" | "torches" | "fire-equipment" | "first-aid" | "instructions" | "under-watch";
                            note?: string;
                            /** @enum {unknown} */
                            state?: "in-order" | "problem";
                        }[];
                        dueMs: number;
                        hash?: string;
                        id: string;
                        incoming: string[];
                        outgoing: string[];
                        /** @enum {unknown} */
                        role: "guard" | "lead" | "manager";
                        shift?: string;
                        signatures: {
                            atMs: number;
                            /** @enum {unknown} */
                            side: "outgoing" | "incoming";
                            /** @description a user of the console */
                            user: string;
                        }[];
                        signedAtMs?: number;
                        snapshot: {
                            atMs: number;
                            broken: {
                                id: string;
                                /** @enum {unknown} */
                                kind: "device" | "camera";
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                sinceMs: number;
                            }[];
                            drills: {
                                endsAtMs: number;
                                id: string;
                            }[];
                            modes: {
                                id: string;
                                /** @enum {unknown} */
                                kind: "evacuate" | "lockdown" | "entry-policy";
                                sinceMs: number;
                            }[];
                            open: {
                                alarm: string;
                                assignee?: string;
                                priority: 1 | 2 | 3 | 4;
                                raisedAtMs: number;
                                source: string;
                                sourceName: {
                                    en: string;
                                    zh: string;
                                };
                                /** @enum {unknown} */
                                state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                                /** @enum {unknown} */
                                type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            }[];
                            outOfService: {
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                reason: string;
                                untilMs: number;
                            }[];
                            shelved: {
                                alarm: string;
                                assignee?: string;
                                priority: 1 | 2 | 3 | 4;
                                raisedAtMs: number;
                                reason: string;
                                source: string;
                                sourceName: {
                                    en: string;
                                    zh: string;
                                };
                                /** @enum {unknown} */
                                state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                                /** @enum {unknown} */
                                type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                                untilMs: number;
                            }[];
                            visitsWaiting: number;
                        };
                        /** @enum {unknown} */
                        state: "open" | "signed" | "lapsed";
                        taken: {
                            alarm: string;
                            atMs: number;
                            /** @description a user of the console */
                            by: string;
                        }[];
                        /** @description urgent alarms that the incoming have to take over before they sign */
                        toTake: string[];
                    };
                };
            };
        };
    };
    "handover.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next?: {
                            dueMs: number;
                            mayBeginMs: number;
                            shift: string;
                        };
                        open: {
                            begunAtMs: number;
                            /** @description a user of the console */
                            begunBy: string;
                            checklist: {
                                /** @enum {unknown} */
                                item: "keys" | "radios" | "torches" | "fire-equipment" | "first-aid" | "instructions" | "under-watch";
                                note?: string;
                                /** @enum {unknown} */
                                state?: "in-order" | "problem";
                            }[];
                            dueMs: number;
                            hash?: string;
                            id: string;
                            incoming: string[];
                            outgoing: string[];
                            /** @enum {unknown} */
                            role: "guard" | "lead" | "manager";
                            shift?: string;
                            signatures: {
                                atMs: number;
                                /** @enum {unknown} */
                                side: "outgoing" | "incoming";
                                /** @description a user of the console */
                                user: string;
                            }[];
                            signedAtMs?: number;
                            snapshot: {
                                atMs: number;
                                broken: {
                                    id: string;
                                    /** @enum {unknown} */
                                    kind: "device" | "camera";
                                    name: {
                                        en: string;
                                        zh: string;
                                    };
                                    sinceMs: number;
                                }[];
                                drills: {
                                    endsAtMs: number;
                                    id: string;
                                }[];
                                modes: {
                                    id: string;
                                    /** @enum {unknown} */
                                    kind: "evacuate" | "lockdown" | "entry-policy";
                                    sinceMs: number;
                                }[];
                                open: {
                                    alarm: string;
                                    assignee?: string;
                                    priority: 1 | 2 | 3 | 4;
                                    raisedAtMs: number;
                                    source: string;
                                    sourceName: {
                                        en: string;
                                        zh: string;
                                    };
                                    /** @enum {unknown} */
                                    state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                                    /** @enum {unknown} */
                                    type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                                }[];
                                outOfService: {
                                    id: string;
                                    name: {
                                        en: string;
                                        zh: string;
                                    };
                                    reason: string;
                                    untilMs: number;
                                }[];
                                shelved: {
                                    alarm: string;
                                    assignee?: string;
                                    priority: 1 | 2 | 3 | 4;
                                    raisedAtMs: number;
                                    reason: string;
                                    source: string;
                                    sourceName: {
                                        en: string;
                                        zh: string;
                                    };
                                    /** @enum {unknown} */
                                    state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                                    /** @enum {unknown} */
                                    type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                                    untilMs: number;
                                }[];
                                visitsWaiting: number;
                            };
                            /** @enum {unknown} */
                            state: "open" | "signed" | "lapsed";
                            taken: {
                                alarm: string;
                                atMs: number;
                                /** @description a user of the console */
                                by: string;
                            }[];
                            /** @description urgent alarms that the incoming have to take over before they sign */
                            toTake: string[];
                        }[];
                    };
                };
            };
        };
    };
    "hold.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        holds: {
                            classes?: ("passages" | "device-events" | "alarms" | "picture" | "clip" | "export" | "visits" | "requests" | "ended-people" | "ledger")[];
                            /** @description number or title of the order */
                            document: string;
                            fromMs: number;
                            id: string;
                            placedAtMs: number;
                            placedBy: string;
                            toMs: number;
                            zones?: string[];
                        }[];
                    };
                };
            };
        };
    };
    "hold.place": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    classes?: ("passages" | "device-events" | "alarms" | "picture" | "clip" | "export" | "visits" | "requests" | "ended-people" | "ledger")[];
                    /** @description number or title of the order */
                    document: string;
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    fromMs: number | string;
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    toMs: number | string;
                    zones?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        classes?: ("passages" | "device-events" | "alarms" | "picture" | "clip" | "export" | "visits" | "requests" | "ended-people" | "ledger")[];
                        /** @description number or title of the order */
                        document: string;
                        fromMs: number;
                        id: string;
                        placedAtMs: number;
                        placedBy: string;
                        toMs: number;
                        zones?: string[];
                    };
                };
            };
        };
    };
    "hold.release": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "home.people": {
        parameters: {
            query: {
                /** @description decides what is shown */
                purpose: "visit" | "alarm" | "maintenance" | "enrolment" | "administration" | "emergency" | "own-request";
                /** @description why, in words; kept in the ledger */
                reason: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        people: {
                            person: {
                                /** @description YYYY-MM-DD */
                                born?: string;
                                extendedTimes?: boolean;
                                /** @description lower-case id */
                                id?: string;
                                name?: string;
                                note?: string;
                                phone?: string;
                            };
                            residency: {
                                address?: string;
                                fromMs?: number;
                                household?: string;
                                /** @description lower-case id */
                                id?: string;
                                person?: string;
                                /** @enum {unknown} */
                                relation?: "owner" | "tenant" | "family" | "staff" | "volunteer";
                                toMs?: number;
                            };
                        }[];
                    };
                };
            };
        };
    };
    "home.away": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    room: string;
                    /** @description lower-case id */
                    unit: string;
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    untilMs: number | string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "household.list": {
        parameters: {
            query: {
                /** @description id of the address */
                home: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        households: {
                            fromMs?: number;
                            home: string;
                            /** @description lower-case id */
                            id: string;
                            parkingPlaces?: number;
                            toMs?: number;
                            /** @description counts the changes of the record */
                            version: number;
                        }[];
                    };
                };
            };
        };
    };
    "household.add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    fromMs?: number | string;
                    home: string;
                    /** @description lower-case id */
                    id?: string;
                    parkingPlaces?: number;
                    /** @description why, for the ledger */
                    reason?: string;
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    toMs?: number | string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "household.change": {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    parkingPlaces?: number | null;
                    /** @description why, for the ledger */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "household.moveOut": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    atMs?: number | string;
                    /** @description why, for the ledger */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "import.check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        badRows: number;
                        by: string;
                        creates: {
                            address?: number;
                            case?: number;
                            consent?: number;
                            credential?: number;
                            grid?: number;
                            group?: number;
                            household?: number;
                            membership?: number;
                            person?: number;
                            residency?: number;
                            vehicle?: number;
                            visit?: number;
                            watch?: number;
                        };
                        errors: number;
                        expiresAtMs?: number;
                        /** @enum {unknown} */
                        failure?: "register-changed" | "register-refused" | "busy" | "internal";
                        file: {
                            bytes: number;
                            /** @enum {unknown} */
                            kind: "csv" | "xlsx";
                            sha256: string;
                        };
                        id: string;
                        people: {
                            changed: number;
                            new: number;
                            unchanged: number;
                        };
                        progress: number;
                        revision?: number;
                        rows: number;
                        sample: {
                            columns: string[];
                            /** @enum {unknown} */
                            outcome: "new" | "changed";
                            row: number;
                        }[];
                        startedAtMs: number;
                        /** @enum {unknown} */
                        state: "reading" | "checking" | "checked" | "applying" | "applied" | "failed" | "cancelled";
                        warnings: number;
                    };
                };
            };
        };
    };
    "import.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        badRows: number;
                        by: string;
                        creates: {
                            address?: number;
                            case?: number;
                            consent?: number;
                            credential?: number;
                            grid?: number;
                            group?: number;
                            household?: number;
                            membership?: number;
                            person?: number;
                            residency?: number;
                            vehicle?: number;
                            visit?: number;
                            watch?: number;
                        };
                        errors: number;
                        expiresAtMs?: number;
                        /** @enum {unknown} */
                        failure?: "register-changed" | "register-refused" | "busy" | "internal";
                        file: {
                            bytes: number;
                            /** @enum {unknown} */
                            kind: "csv" | "xlsx";
                            sha256: string;
                        };
                        id: string;
                        people: {
                            changed: number;
                            new: number;
                            unchanged: number;
                        };
                        progress: number;
                        revision?: number;
                        rows: number;
                        sample: {
                            columns: string[];
                            /** @enum {unknown} */
                            outcome: "new" | "changed";
                            row: number;
                        }[];
                        startedAtMs: number;
                        /** @enum {unknown} */
                        state: "reading" | "checking" | "checked" | "applying" | "applied" | "failed" | "cancelled";
                        warnings: number;
                    };
                };
            };
        };
    };
    "import.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "import.apply": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why, in words; kept in the ledger */
                    reason: string;
                    /**
                     * @description apply the rows that are in order and leave the others out
                     * @default false
                     */
                    skipBadRows?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        badRows: number;
                        by: string;
                        creates: {
                            address?: number;
                            case?: number;
                            consent?: number;
                            credential?: number;
                            grid?: number;
                            group?: number;
                            household?: number;
                            membership?: number;
                            person?: number;
                            residency?: number;
                            vehicle?: number;
                            visit?: number;
                            watch?: number;
                        };
                        errors: number;
                        expiresAtMs?: number;
                        /** @enum {unknown} */
                        failure?: "register-changed" | "register-refused" | "busy" | "internal";
                        file: {
                            bytes: number;
                            /** @enum {unknown} */
                            kind: "csv" | "xlsx";
                            sha256: string;
                        };
                        id: string;
                        people: {
                            changed: number;
                            new: number;
                            unchanged: number;
                        };
                        progress: number;
                        revision?: number;
                        rows: number;
                        sample: {
                            columns: string[];
                            /** @enum {unknown} */
                            outcome: "new" | "changed";
                            row: number;
                        }[];
                        startedAtMs: number;
                        /** @enum {unknown} */
                        state: "reading" | "checking" | "checked" | "applying" | "applied" | "failed" | "cancelled";
                        warnings: number;
                    };
                };
            };
        };
    };
    "import.problems": {
        parameters: {
            query?: {
                /** @description how many to pass over */
                after?: number;
                limit?: number;
            };
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        more: boolean;
                        problems: {
                            code: string;
                            column?: string;
                            heading?: {
                                en: string;
                                zh: string;
                            };
                            message: {
                                en: string;
                                zh: string;
                            };
                            otherRow?: number;
                            /** @description as the spreadsheet counts; 0 is the file as a whole */
                            row: number;
                            /** @enum {unknown} */
                            severity: "error" | "warning";
                        }[];
                    };
                };
            };
        };
    };
    "import.template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description application/vnd.openxmlformats-officedocument.spreadsheetml.sheet */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
        };
    };
    "incident.list": {
        parameters: {
            query?: {
                /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                fromMs?: number | string;
                limit?: number;
                open?: boolean;
                /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                toMs?: number | string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarms: number;
                        closedAtMs?: number;
                        drill: boolean;
                        first: string;
                        id: string;
                        lastAtMs: number;
                        openAlarms: number;
                        openedAtMs: number;
                        priority: 1 | 2 | 3 | 4;
                        /** @description 1 entrances, 2 inner public area, 3 unit doors */
                        ring: 1 | 2 | 3;
                        /** @enum {unknown} */
                        type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                        /** @description lower-case id */
                        zone?: string;
                        zoneName?: {
                            en: string;
                            zh: string;
                        };
                    }[];
                };
            };
        };
    };
    "incident.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarms: {
                            acknowledgedAtMs?: number;
                            acknowledgedBy?: string;
                            active: boolean;
                            assignee?: string;
                            /** @description lower-case id */
                            camera?: string;
                            chatteringSinceMs?: number;
                            clearedAtMs?: number;
                            /** @enum {unknown} */
                            clip?: "pending" | "ready" | "failed";
                            clipProblem?: string;
                            clipUntilMs?: number;
                            closedAtMs?: number;
                            count: number;
                            detail: {
                                [key: string]: string | number;
                            };
                            detailNames?: {
                                [key: string]: {
                                    en: string;
                                    zh: string;
                                };
                            };
                            /** @enum {unknown} */
                            disposition?: "real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred";
                            drill?: boolean;
                            escalation: 0 | 1 | 2 | 3;
                            hasSnapshot: boolean;
                            hidden?: {
                                by?: string;
                                /** @enum {unknown} */
                                kind: "shelved" | "suppressed" | "out-of-service";
                                parent?: string;
                                reason?: string;
                                untilMs?: number;
                            };
                            id: string;
                            incident?: string;
                            lastAtMs: number;
                            momentary?: boolean;
                            priority: 1 | 2 | 3 | 4;
                            raisedAtMs: number;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            /** @description lower-case id */
                            source: string;
                            sourceName: {
                                en: string;
                                zh: string;
                            };
                            /** @enum {unknown} */
                            state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            /** @enum {unknown} */
                            verdict?: "real" | "false" | "drill";
                            /** @description lower-case id */
                            zone?: string;
                        }[];
                        incident: {
                            alarms: number;
                            closedAtMs?: number;
                            drill: boolean;
                            first: string;
                            id: string;
                            lastAtMs: number;
                            openAlarms: number;
                            openedAtMs: number;
                            priority: 1 | 2 | 3 | 4;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            /** @description lower-case id */
                            zone?: string;
                            zoneName?: {
                                en: string;
                                zh: string;
                            };
                        };
                        timeline: {
                            alarm: string;
                            atMs: number;
                            by: {
                                id?: string;
                                /** @enum {unknown} */
                                kind: "user" | "gateway" | "cloud";
                            };
                            data: {
                                [key: string]: string | number;
                            };
                            n: number;
                            note?: string;
                            /** @enum {unknown} */
                            step: "raised" | "repeated" | "raised-again" | "cleared" | "acknowledged" | "acknowledged-too" | "verified" | "dispatched" | "arrived" | "resolved" | "closed" | "reopened" | "escalated" | "shelved" | "unshelved" | "suppressed" | "unsuppressed" | "out-of-service" | "in-service" | "joined-incident" | "noted";
                        }[];
                    };
                };
            };
        };
    };
    "ledger.find": {
        parameters: {
            query?: {
                /** @description whole, or up to a dot: access */
                action?: string;
                /** @description gateway, an id, or user:guard */
                actor?: string;
                beforeSeq?: number;
                /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                fromMs?: number | string;
                limit?: number;
                subject?: string;
                /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                toMs?: number | string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: {
                            action: string;
                            actor: {
                                id?: string;
                                /** @enum {unknown} */
                                kind: "user" | "gateway" | "device";
                            };
                            atMs: number;
                            detail?: {
                                [key: string]: unknown;
                            };
                            /** @description SHA-256, hex */
                            hash: string;
                            purpose?: string;
                            reason?: string;
                            seq: number;
                            subject?: string;
                            /** @description where it was written more than a second later */
                            writtenAtMs?: number;
                        }[];
                        /** @description for beforeSeq */
                        next?: number;
                    };
                };
            };
        };
    };
    "ledger.affected": {
        parameters: {
            query: {
                /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                fromMs: number | string;
                /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                toMs: number | string;
                user: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        everybody: {
                            action: string;
                            atMs: number;
                        }[];
                        people: {
                            firstMs: number;
                            lastMs: number;
                            looks: number;
                            person: string;
                        }[];
                    };
                };
            };
        };
    };
    "ledger.anchors": {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        atMs: number;
                        gateway: string;
                        /** @description SHA-256, hex */
                        hash: string;
                        seq: number;
                        signature: string;
                    }[];
                };
            };
        };
    };
    "ledger.head": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description SHA-256, hex */
                        hash: string;
                        seq: number;
                    };
                };
            };
        };
    };
    "ledger.verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description met on the way */
                        anchors: number;
                        /** @description looked at */
                        entries: number;
                        head?: {
                            /** @description SHA-256, hex */
                            hash: string;
                            seq: number;
                        };
                        ok: boolean;
                        /** @description one sentence */
                        problem?: string;
                        /** @description the first that is wrong */
                        seq?: number;
                        /** @description what went at its time; 0 if nothing has */
                        trimmedThrough?: number;
                    };
                };
            };
        };
    };
    "lift.release": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "live.follow": {
        parameters: {
            query?: {
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
        };
    };
    "membership.add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    fromMs: number | string;
                    group: string;
                    /** @description lower-case id */
                    id?: string;
                    person: string;
                    /** @description why, for the ledger */
                    reason?: string;
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    toMs?: number | string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "membership.end": {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    atMs?: number | string;
                    /** @description why, for the ledger */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "mode.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ended: {
                            endedAtMs?: number;
                            endedBy?: string;
                            endReason?: string;
                            id: string;
                            order: {
                                /** @enum {string} */
                                kind: "evacuate";
                                /** @description the whole site if left out */
                                zones?: string[];
                            } | {
                                /** @enum {string} */
                                kind: "lockdown";
                                /** @description the whole site if left out */
                                zones?: string[];
                            } | {
                                /** @enum {string} */
                                kind: "entry-policy";
                                policy: {
                                    /** @enum {unknown} */
                                    staff: "refused" | "allowed";
                                    untilMs: number;
                                    /** @enum {unknown} */
                                    visitors: "refused" | "ask-guard" | "allowed";
                                };
                            };
                            places: {
                                /** @description lower-case id */
                                place: string;
                                reason?: string;
                                /** @enum {unknown} */
                                state: "pending" | "done" | "refused" | "offline";
                            }[];
                            reason: string;
                            startedAtMs: number;
                            startedBy?: string;
                        }[];
                        standing: {
                            endedAtMs?: number;
                            endedBy?: string;
                            endReason?: string;
                            id: string;
                            order: {
                                /** @enum {string} */
                                kind: "evacuate";
                                /** @description the whole site if left out */
                                zones?: string[];
                            } | {
                                /** @enum {string} */
                                kind: "lockdown";
                                /** @description the whole site if left out */
                                zones?: string[];
                            } | {
                                /** @enum {string} */
                                kind: "entry-policy";
                                policy: {
                                    /** @enum {unknown} */
                                    staff: "refused" | "allowed";
                                    untilMs: number;
                                    /** @enum {unknown} */
                                    visitors: "refused" | "ask-guard" | "allowed";
                                };
                            };
                            places: {
                                /** @description lower-case id */
                                place: string;
                                reason?: string;
                                /** @enum {unknown} */
                                state: "pending" | "done" | "refused" | "offline";
                            }[];
                            reason: string;
                            startedAtMs: number;
                            startedBy?: string;
                        }[];
                    };
                };
            };
        };
    };
    "mode.apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    order: {
                        /** @enum {string} */
                        kind: "evacuate";
                        /** @description the whole site if left out */
                        zones?: string[];
                    } | {
                        /** @enum {string} */
                        kind: "lockdown";
                        /** @description the whole site if left out */
                        zones?: string[];
                    } | {
                        /** @enum {string} */
                        kind: "entry-policy";
                        policy: {
                            /** @enum {unknown} */
                            staff: "refused" | "allowed";
                            /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                            untilMs: number | string;
                            /** @enum {unknown} */
                            visitors: "refused" | "ask-guard" | "allowed";
                        };
                    };
                    /** @description why; kept in the ledger */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        endedAtMs?: number;
                        endedBy?: string;
                        endReason?: string;
                        id: string;
                        order: {
                            /** @enum {string} */
                            kind: "evacuate";
                            /** @description the whole site if left out */
                            zones?: string[];
                        } | {
                            /** @enum {string} */
                            kind: "lockdown";
                            /** @description the whole site if left out */
                            zones?: string[];
                        } | {
                            /** @enum {string} */
                            kind: "entry-policy";
                            policy: {
                                /** @enum {unknown} */
                                staff: "refused" | "allowed";
                                untilMs: number;
                                /** @enum {unknown} */
                                visitors: "refused" | "ask-guard" | "allowed";
                            };
                        };
                        places: {
                            /** @description lower-case id */
                            place: string;
                            reason?: string;
                            /** @enum {unknown} */
                            state: "pending" | "done" | "refused" | "offline";
                        }[];
                        reason: string;
                        startedAtMs: number;
                        startedBy?: string;
                    };
                };
            };
        };
    };
    "mode.end": {
        parameters: {
            query: {
                /** @description why; kept in the ledger */
                reason: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "mode.preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    order: {
                        /** @enum {string} */
                        kind: "evacuate";
                        /** @description the whole site if left out */
                        zones?: string[];
                    } | {
                        /** @enum {string} */
                        kind: "lockdown";
                        /** @description the whole site if left out */
                        zones?: string[];
                    } | {
                        /** @enum {string} */
                        kind: "entry-policy";
                        policy: {
                            /** @enum {unknown} */
                            staff: "refused" | "allowed";
                            /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                            untilMs: number | string;
                            /** @enum {unknown} */
                            visitors: "refused" | "ask-guard" | "allowed";
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contradicting: {
                            /** @enum {unknown} */
                            by: "evacuation" | "lockdown" | "fire" | "blocked";
                            /** @description lower-case id */
                            place: string;
                        }[];
                        locks: string[];
                        offline: string[];
                        opens: string[];
                        people: {
                            residents: number;
                            staff: number;
                            visits: number;
                        };
                        rises: string[];
                    };
                };
            };
        };
    };
    "mode.standing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description how many of these doors and barriers stand as ordered */
                        done: number;
                        id: string;
                        /** @enum {unknown} */
                        kind: "evacuate" | "lockdown" | "entry-policy";
                        places: number;
                        startedAtMs: number;
                        startedBy?: string;
                    }[];
                };
            };
        };
    };
    "notice.list": {
        parameters: {
            query?: {
                alarm?: string;
                limit?: number;
                /** @description only those for whoever asks */
                mine?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acknowledgedAtMs?: number;
                        alarm?: string;
                        /** @enum {unknown} */
                        answeredBy?: "console" | "mqtt" | "link";
                        attempts: number;
                        channel: string;
                        createdAtMs: number;
                        id: string;
                        /** @enum {unknown} */
                        kind: "alarm" | "dispatch-overdue" | "digest" | "test";
                        level: 0 | 1 | 2 | 3;
                        priority: 1 | 2 | 3 | 4;
                        /** @description why it could not be delivered: a code */
                        problem?: string;
                        /** @description a user of the console */
                        recipient: string;
                        sentAtMs?: number;
                        /** @enum {unknown} */
                        state: "waiting" | "sent" | "acknowledged" | "failed" | "shed" | "cancelled";
                    }[];
                };
            };
        };
    };
    "notice.acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description take the alarm, too, if the role allows it; else only “seen”
                     * @default false
                     */
                    takes?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description the alarm is now acknowledged by this user */
                        taken: boolean;
                    };
                };
            };
        };
    };
    "notice.answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description take the alarm, too, if the role allows it; else only “seen”
                     * @default false
                     */
                    takes?: boolean;
                    /** @description from the link */
                    token: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description the alarm is now acknowledged by this user */
                        taken: boolean;
                    };
                };
            };
        };
    };
    "api.describe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
        };
    };
    "overview.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarms: {
                            acknowledgedAtMs?: number;
                            acknowledgedBy?: string;
                            active: boolean;
                            assignee?: string;
                            /** @description lower-case id */
                            camera?: string;
                            chatteringSinceMs?: number;
                            clearedAtMs?: number;
                            /** @enum {unknown} */
                            clip?: "pending" | "ready" | "failed";
                            clipProblem?: string;
                            clipUntilMs?: number;
                            closedAtMs?: number;
                            count: number;
                            detail: {
                                [key: string]: string | number;
                            };
                            detailNames?: {
                                [key: string]: {
                                    en: string;
                                    zh: string;
                                };
                            };
                            /** @enum {unknown} */
                            disposition?: "real" | "real-false-cause" | "nuisance" | "test" | "duplicate" | "no-cause-found" | "referred";
                            drill?: boolean;
                            escalation: 0 | 1 | 2 | 3;
                            hasSnapshot: boolean;
                            hidden?: {
                                by?: string;
                                /** @enum {unknown} */
                                kind: "shelved" | "suppressed" | "out-of-service";
                                parent?: string;
                                reason?: string;
                                untilMs?: number;
                            };
                            id: string;
                            incident?: string;
                            lastAtMs: number;
                            momentary?: boolean;
                            priority: 1 | 2 | 3 | 4;
                            raisedAtMs: number;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            /** @description lower-case id */
                            source: string;
                            sourceName: {
                                en: string;
                                zh: string;
                            };
                            /** @enum {unknown} */
                            state: "raised" | "acknowledged" | "verified" | "dispatched" | "on-scene" | "resolved" | "closed";
                            /** @enum {unknown} */
                            type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                            /** @enum {unknown} */
                            verdict?: "real" | "false" | "drill";
                            /** @description lower-case id */
                            zone?: string;
                        }[];
                        cameras: {
                            /** @description lower-case id */
                            id: string;
                            /** @enum {unknown} */
                            kind: "face-camera" | "anpr-camera" | "dome-camera";
                            mime?: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            reason?: string;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            sinceMs: number;
                            /** @enum {unknown} */
                            state: "connecting" | "streaming" | "lost";
                        }[];
                        /** @description the last change that this answer holds; go on with /api/live?after= */
                        cursor: string;
                        devices: {
                            /** @description lower-case id */
                            id: string;
                            /** @enum {unknown} */
                            kind: "door-controller" | "card-reader" | "barrier" | "smoke" | "gas" | "manhole" | "vibration" | "water-level" | "help-button" | "call-point" | "intercom" | "lift" | "water-meter" | "parking-bay";
                            name: {
                                en: string;
                                zh: string;
                            };
                            reportedAtMs?: number;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            sinceMs: number;
                            /** @enum {unknown} */
                            standing?: "waiting" | "revoked";
                            /** @enum {unknown} */
                            state: "unknown" | "online" | "lost";
                            /** @description its firmware is changed: that it is away for a moment is no loss */
                            updating?: boolean;
                            values: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** @description the drill that runs */
                        drill?: {
                            endsAtMs: number;
                            heldSinceMs?: number;
                            id: string;
                            name: string;
                        };
                        enrolments: {
                            alike: string[];
                            /** @description lower-case id */
                            camera: string;
                            endsAtMs: number;
                            /** @enum {unknown} */
                            hint: "look-at-camera" | "come-closer" | "one-person-only" | "turn-to-camera" | "uncover-face" | "hold-still" | "more-light" | "less-light" | "good" | "turn-a-little";
                            kept: number;
                            reasons: string[];
                            /** @description lower-case id */
                            resident: string;
                            startedAtMs: number;
                            /** @enum {unknown} */
                            state: "running" | "done" | "refused";
                            wanted: number;
                        }[];
                        health: {
                            broker: {
                                clients: number;
                                /** @description the way to a broker of the site’s own; none where the built-in one serves */
                                link?: {
                                    problem?: string;
                                    sinceMs: number;
                                    /** @enum {unknown} */
                                    state: "up" | "down";
                                    url: string;
                                };
                                refused: number;
                            };
                            cloud: {
                                /** @description the way back: what operators of the cloud do here */
                                downlink?: {
                                    problem?: string;
                                    sinceMs: number;
                                    /** @enum {unknown} */
                                    state: "up" | "down";
                                };
                                problem?: string;
                                sinceMs: number;
                                /** @enum {unknown} */
                                state: "up" | "down" | "off";
                                waiting: number;
                            };
                            counters: {
                                [key: string]: number;
                            };
                            startedAtMs: number;
                            version: string;
                        };
                        nowMs: number;
                        passages: {
                            alone?: boolean;
                            atMs: number;
                            id: string;
                            /** @enum {unknown} */
                            method: "card" | "pin" | "pass" | "face" | "plate" | "guard" | "exit-button" | "remote";
                            /** @enum {unknown} */
                            outcome: "granted" | "denied" | "ask-guard";
                            reason: string;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            /** @description lower-case id */
                            source: string;
                            sourceName: {
                                en: string;
                                zh: string;
                            };
                            taken?: boolean;
                        }[];
                        site: {
                            /** @description lower-case id */
                            id: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            timezone: string;
                            zones?: {
                                /** @description lower-case id */
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                            }[];
                        };
                        user: string;
                    };
                };
            };
        };
    };
    "parking.list": {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        total: number;
                        unknownExits: number;
                        vehicles: {
                            /** @description lower-case id */
                            barrier: string;
                            barrierName: {
                                en: string;
                                zh: string;
                            };
                            /** @description lower-case id */
                            bay?: string;
                            bayName?: {
                                en: string;
                                zh: string;
                            };
                            /** @description not seen for so long that it may be gone */
                            doubtful: boolean;
                            id: string;
                            /** @enum {unknown} */
                            kind: "permit" | "guest" | "unread";
                            /** @description masked */
                            plate?: string;
                            seenMs: number;
                            sinceMs: number;
                            tickets: ("parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate")[];
                            untilMs?: number;
                        }[];
                        watched: boolean;
                    };
                };
            };
        };
    };
    "parking.left": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why; kept in the ledger */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description vehicles inside now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        total: number;
                    };
                };
            };
        };
    };
    "parking.reveal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description decides what is shown
                     * @enum {unknown}
                     */
                    purpose: "visit" | "alarm" | "maintenance" | "enrolment" | "administration" | "emergency" | "own-request";
                    /** @description why, in words; kept in the ledger */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        holder?: string;
                        ofVisit?: boolean;
                        plate?: string;
                    };
                };
            };
        };
    };
    "passage.list": {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alone?: boolean;
                        atMs: number;
                        id: string;
                        /** @enum {unknown} */
                        method: "card" | "pin" | "pass" | "face" | "plate" | "guard" | "exit-button" | "remote";
                        /** @enum {unknown} */
                        outcome: "granted" | "denied" | "ask-guard";
                        reason: string;
                        /** @description 1 entrances, 2 inner public area, 3 unit doors */
                        ring: 1 | 2 | 3;
                        /** @description lower-case id */
                        source: string;
                        sourceName: {
                            en: string;
                            zh: string;
                        };
                        taken?: boolean;
                    }[];
                };
            };
        };
    };
    "passage.explain": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alone: boolean;
                        atMs: number;
                        id: string;
                        /** @enum {unknown} */
                        method: "card" | "pin" | "pass" | "face" | "plate" | "guard" | "exit-button" | "remote";
                        /** @enum {unknown} */
                        outcome: "granted" | "denied" | "ask-guard";
                        reason: string;
                        rules: {
                            /** @enum {unknown} */
                            answer: "passed" | "failed" | "granted" | "does-not-apply" | "cannot-tell";
                            /** @enum {unknown} */
                            reason?: "lockdown" | "blocked" | "expired-event" | "no-vehicle-at-loop" | "method-not-allowed" | "locked-out" | "not-live" | "partial-plate" | "plate-class" | "colour-mismatch" | "pass-forged" | "pass-elsewhere" | "unknown-card" | "unknown-pin" | "unknown-person" | "unknown-plate" | "card-lost" | "credential-suspended" | "credential-revoked" | "plate-revoked" | "plate-listed" | "pass-replayed" | "not-yet-valid" | "credential-expired" | "clock-unknown" | "no-consent" | "no-residency" | "visit-not-approved" | "entry-policy" | "no-rights" | "out-of-hours" | "passback" | "interlock" | "fire-release";
                            /** @enum {unknown} */
                            rule: "fire" | "lockdown" | "blocked" | "presence" | "method" | "lockout" | "reading" | "credential" | "state" | "validity" | "consent" | "holder" | "policy" | "zone" | "schedule" | "passback" | "interlock";
                        }[];
                        /** @enum {unknown} */
                        side: "entry" | "exit";
                        /** @description lower-case id */
                        source: string;
                        taken?: boolean;
                    };
                };
            };
        };
    };
    "passage.reading": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description decides what is shown
                     * @enum {unknown}
                     */
                    purpose: "visit" | "alarm" | "maintenance" | "enrolment" | "administration" | "emergency" | "own-request";
                    /** @description why, in words; kept in the ledger */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        candidates: {
                            differs: number[];
                            plate: string;
                            state: string;
                        }[];
                        /** @description how sure each character is, 0…1 */
                        characters: number[];
                        colour?: string;
                        /** @description positions from 0 */
                        doubtful: number[];
                        plate: string;
                    };
                };
            };
        };
    };
    "passage.search": {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                fromMs?: number | string;
                limit?: number;
                method?: "card" | "pin" | "pass" | "face" | "plate" | "guard" | "exit-button" | "remote";
                outcome?: "granted" | "denied" | "ask-guard";
                /** @description a person’s id; needs purpose and reason */
                person?: string;
                /** @description door or barrier */
                place?: string;
                /** @description a registered plate or a part of one; needs purpose and reason */
                plate?: string;
                /** @description decides what is shown */
                purpose?: "visit" | "alarm" | "maintenance" | "enrolment" | "administration" | "emergency" | "own-request";
                /** @description why, in words; kept in the ledger */
                reason?: string;
                /** @description 1 entrances, 2 inner public area, 3 unit doors */
                ring?: 1 | 2 | 3;
                /** @description not included; epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                toMs?: number | string;
                /** @description the reason told */
                why?: "granted" | "fire-release" | "lockdown" | "blocked" | "expired-event" | "no-vehicle-at-loop" | "method-not-allowed" | "locked-out" | "not-live" | "partial-plate" | "plate-class" | "colour-mismatch" | "pass-forged" | "pass-elsewhere" | "unknown-card" | "unknown-pin" | "unknown-person" | "unknown-plate" | "card-lost" | "credential-suspended" | "credential-revoked" | "plate-revoked" | "plate-listed" | "pass-replayed" | "not-yet-valid" | "credential-expired" | "clock-unknown" | "no-consent" | "no-residency" | "visit-not-approved" | "entry-policy" | "no-rights" | "out-of-hours" | "passback" | "interlock";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description how far back it looked, if less far than asked */
                        fromMs?: number;
                        /** @description for `after`; a short page can have one, too */
                        next?: string;
                        passages: {
                            alone?: boolean;
                            atMs: number;
                            id: string;
                            /** @enum {unknown} */
                            method: "card" | "pin" | "pass" | "face" | "plate" | "guard" | "exit-button" | "remote";
                            /** @enum {unknown} */
                            outcome: "granted" | "denied" | "ask-guard";
                            reason: string;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            /** @enum {unknown} */
                            side: "entry" | "exit";
                            /** @description lower-case id */
                            source: string;
                            sourceName: {
                                en: string;
                                zh: string;
                            };
                            taken?: boolean;
                        }[];
                    };
                };
            };
        };
    };
    "route.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        checkpoints: {
                            /** @description metres on the plan, from its upper left corner */
                            at?: {
                                x: number;
                                y: number;
                            };
                            /** @description from the beginning of the run */
                            expectedAfterS: number;
                            /** @description lower-case id */
                            id: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            toleranceS: number;
                        }[];
                        /** @description lower-case id */
                        id: string;
                        name: {
                            en: string;
                            zh: string;
                        };
                        /** @description so late it may begin */
                        startToleranceS: number;
                        times: string[];
                    }[];
                };
            };
        };
    };
    "route.set": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    checkpoints: {
                        /** @description metres on the plan, from its upper left corner */
                        at?: {
                            x: number;
                            y: number;
                        };
                        /** @description from the beginning of the run */
                        expectedAfterS: number;
                        /** @description lower-case id */
                        id: string;
                        name: {
                            en: string;
                            zh: string;
                        };
                        toleranceS: number;
                    }[];
                    name: {
                        en: string;
                        zh: string;
                    };
                    /** @description so late it may begin */
                    startToleranceS: number;
                    times: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        checkpoints: {
                            /** @description metres on the plan, from its upper left corner */
                            at?: {
                                x: number;
                                y: number;
                            };
                            /** @description from the beginning of the run */
                            expectedAfterS: number;
                            /** @description lower-case id */
                            id: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            toleranceS: number;
                        }[];
                        /** @description lower-case id */
                        id: string;
                        name: {
                            en: string;
                            zh: string;
                        };
                        /** @description so late it may begin */
                        startToleranceS: number;
                        times: string[];
                    };
                };
            };
        };
    };
    "route.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "route.labels": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description lower-case id */
                        checkpoint: string;
                        name: {
                            en: string;
                            zh: string;
                        };
                        /** @description the code as a drawing */
                        svg: string;
                        text: string;
                    }[];
                };
            };
        };
    };
    "patrol.list": {
        parameters: {
            query?: {
                /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                beforeMs?: number | string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        live: {
                            alarmedAtMs?: number;
                            /** @description a user of the console */
                            by?: string;
                            checkpoints: {
                                /** @description metres on the plan, from its upper left corner */
                                at?: {
                                    x: number;
                                    y: number;
                                };
                                /** @description from the beginning of the run */
                                expectedAfterS: number;
                                /** @description lower-case id */
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                toleranceS: number;
                            }[];
                            /**
                             * @description by a clock that was not believed, and not put right yet
                             * @enum {boolean}
                             */
                            clockUnsure?: true;
                            deviations: {
                                atMs: number;
                                /** @description lower-case id */
                                checkpoint?: string;
                                /** @enum {unknown} */
                                kind: "not-started" | "late" | "missed" | "wrong-order";
                            }[];
                            dueMs?: number;
                            endedAtMs?: number;
                            id: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            /** @description lower-case id */
                            route: string;
                            scans: {
                                atMs: number;
                                /** @description lower-case id */
                                checkpoint: string;
                                /**
                                 * @description by a clock that was not believed, and not put right yet
                                 * @enum {boolean}
                                 */
                                clockUnsure?: true;
                                photos: number;
                            }[];
                            startByMs?: number;
                            startedAtMs?: number;
                            /** @enum {unknown} */
                            state: "due" | "running" | "finished" | "abandoned" | "missed";
                        }[];
                        past: {
                            alarmedAtMs?: number;
                            /** @description a user of the console */
                            by?: string;
                            checkpoints: {
                                /** @description metres on the plan, from its upper left corner */
                                at?: {
                                    x: number;
                                    y: number;
                                };
                                /** @description from the beginning of the run */
                                expectedAfterS: number;
                                /** @description lower-case id */
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                toleranceS: number;
                            }[];
                            /**
                             * @description by a clock that was not believed, and not put right yet
                             * @enum {boolean}
                             */
                            clockUnsure?: true;
                            deviations: {
                                atMs: number;
                                /** @description lower-case id */
                                checkpoint?: string;
                                /** @enum {unknown} */
                                kind: "not-started" | "late" | "missed" | "wrong-order";
                            }[];
                            dueMs?: number;
                            endedAtMs?: number;
                            id: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            /** @description lower-case id */
                            route: string;
                            scans: {
                                atMs: number;
                                /** @description lower-case id */
                                checkpoint: string;
                                /**
                                 * @description by a clock that was not believed, and not put right yet
                                 * @enum {boolean}
                                 */
                                clockUnsure?: true;
                                photos: number;
                            }[];
                            startByMs?: number;
                            startedAtMs?: number;
                            /** @enum {unknown} */
                            state: "due" | "running" | "finished" | "abandoned" | "missed";
                        }[];
                    };
                };
            };
        };
    };
    "patrol.start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description lower-case id */
                    route: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarmedAtMs?: number;
                        /** @description a user of the console */
                        by?: string;
                        checkpoints: {
                            /** @description metres on the plan, from its upper left corner */
                            at?: {
                                x: number;
                                y: number;
                            };
                            /** @description from the beginning of the run */
                            expectedAfterS: number;
                            /** @description lower-case id */
                            id: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            toleranceS: number;
                        }[];
                        /**
                         * @description by a clock that was not believed, and not put right yet
                         * @enum {boolean}
                         */
                        clockUnsure?: true;
                        deviations: {
                            atMs: number;
                            /** @description lower-case id */
                            checkpoint?: string;
                            /** @enum {unknown} */
                            kind: "not-started" | "late" | "missed" | "wrong-order";
                        }[];
                        dueMs?: number;
                        endedAtMs?: number;
                        id: string;
                        name: {
                            en: string;
                            zh: string;
                        };
                        /** @description lower-case id */
                        route: string;
                        scans: {
                            atMs: number;
                            /** @description lower-case id */
                            checkpoint: string;
                            /**
                             * @description by a clock that was not believed, and not put right yet
                             * @enum {boolean}
                             */
                            clockUnsure?: true;
                            photos: number;
                        }[];
                        startByMs?: number;
                        startedAtMs?: number;
                        /** @enum {unknown} */
                        state: "due" | "running" | "finished" | "abandoned" | "missed";
                    };
                };
            };
        };
    };
    "patrol.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarmedAtMs?: number;
                        /** @description a user of the console */
                        by?: string;
                        checkpoints: {
                            /** @description metres on the plan, from its upper left corner */
                            at?: {
                                x: number;
                                y: number;
                            };
                            /** @description from the beginning of the run */
                            expectedAfterS: number;
                            /** @description lower-case id */
                            id: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            toleranceS: number;
                        }[];
                        /**
                         * @description by a clock that was not believed, and not put right yet
                         * @enum {boolean}
                         */
                        clockUnsure?: true;
                        deviations: {
                            atMs: number;
                            /** @description lower-case id */
                            checkpoint?: string;
                            /** @enum {unknown} */
                            kind: "not-started" | "late" | "missed" | "wrong-order";
                        }[];
                        dueMs?: number;
                        endedAtMs?: number;
                        id: string;
                        name: {
                            en: string;
                            zh: string;
                        };
                        notes: {
                            atMs: number;
                            /** @description a user of the console */
                            by: string;
                            /** @description lower-case id */
                            checkpoint?: string;
                            n: number;
                            note: string;
                        }[];
                        pictures: {
                            atMs: number;
                            /** @description lower-case id */
                            checkpoint: string;
                            n: number;
                        }[];
                        /** @description lower-case id */
                        route: string;
                        scans: {
                            atMs: number;
                            /** @description lower-case id */
                            checkpoint: string;
                            /**
                             * @description by a clock that was not believed, and not put right yet
                             * @enum {boolean}
                             */
                            clockUnsure?: true;
                            photos: number;
                        }[];
                        startByMs?: number;
                        startedAtMs?: number;
                        /** @enum {unknown} */
                        state: "due" | "running" | "finished" | "abandoned" | "missed";
                    };
                };
            };
        };
    };
    "patrol.finish": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    abandon?: {
                        note: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarmedAtMs?: number;
                        /** @description a user of the console */
                        by?: string;
                        checkpoints: {
                            /** @description metres on the plan, from its upper left corner */
                            at?: {
                                x: number;
                                y: number;
                            };
                            /** @description from the beginning of the run */
                            expectedAfterS: number;
                            /** @description lower-case id */
                            id: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            toleranceS: number;
                        }[];
                        /**
                         * @description by a clock that was not believed, and not put right yet
                         * @enum {boolean}
                         */
                        clockUnsure?: true;
                        deviations: {
                            atMs: number;
                            /** @description lower-case id */
                            checkpoint?: string;
                            /** @enum {unknown} */
                            kind: "not-started" | "late" | "missed" | "wrong-order";
                        }[];
                        dueMs?: number;
                        endedAtMs?: number;
                        id: string;
                        name: {
                            en: string;
                            zh: string;
                        };
                        /** @description lower-case id */
                        route: string;
                        scans: {
                            atMs: number;
                            /** @description lower-case id */
                            checkpoint: string;
                            /**
                             * @description by a clock that was not believed, and not put right yet
                             * @enum {boolean}
                             */
                            clockUnsure?: true;
                            photos: number;
                        }[];
                        startByMs?: number;
                        startedAtMs?: number;
                        /** @enum {unknown} */
                        state: "due" | "running" | "finished" | "abandoned" | "missed";
                    };
                };
            };
        };
    };
    "patrol.note": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description lower-case id */
                    checkpoint?: string;
                    note: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarmedAtMs?: number;
                        /** @description a user of the console */
                        by?: string;
                        checkpoints: {
                            /** @description metres on the plan, from its upper left corner */
                            at?: {
                                x: number;
                                y: number;
                            };
                            /** @description from the beginning of the run */
                            expectedAfterS: number;
                            /** @description lower-case id */
                            id: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            toleranceS: number;
                        }[];
                        /**
                         * @description by a clock that was not believed, and not put right yet
                         * @enum {boolean}
                         */
                        clockUnsure?: true;
                        deviations: {
                            atMs: number;
                            /** @description lower-case id */
                            checkpoint?: string;
                            /** @enum {unknown} */
                            kind: "not-started" | "late" | "missed" | "wrong-order";
                        }[];
                        dueMs?: number;
                        endedAtMs?: number;
                        id: string;
                        name: {
                            en: string;
                            zh: string;
                        };
                        /** @description lower-case id */
                        route: string;
                        scans: {
                            atMs: number;
                            /** @description lower-case id */
                            checkpoint: string;
                            /**
                             * @description by a clock that was not believed, and not put right yet
                             * @enum {boolean}
                             */
                            clockUnsure?: true;
                            photos: number;
                        }[];
                        startByMs?: number;
                        startedAtMs?: number;
                        /** @enum {unknown} */
                        state: "due" | "running" | "finished" | "abandoned" | "missed";
                    };
                };
            };
        };
    };
    "patrol.photograph": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                checkpoint: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        n: number;
                    };
                };
            };
        };
    };
    "patrol.photo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                n: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description image/jpeg */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                };
            };
        };
    };
    "patrol.scan": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        already: boolean;
                        /** @description lower-case id */
                        checkpoint: string;
                        run: {
                            alarmedAtMs?: number;
                            /** @description a user of the console */
                            by?: string;
                            checkpoints: {
                                /** @description metres on the plan, from its upper left corner */
                                at?: {
                                    x: number;
                                    y: number;
                                };
                                /** @description from the beginning of the run */
                                expectedAfterS: number;
                                /** @description lower-case id */
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                                toleranceS: number;
                            }[];
                            /**
                             * @description by a clock that was not believed, and not put right yet
                             * @enum {boolean}
                             */
                            clockUnsure?: true;
                            deviations: {
                                atMs: number;
                                /** @description lower-case id */
                                checkpoint?: string;
                                /** @enum {unknown} */
                                kind: "not-started" | "late" | "missed" | "wrong-order";
                            }[];
                            dueMs?: number;
                            endedAtMs?: number;
                            id: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            /** @description lower-case id */
                            route: string;
                            scans: {
                                atMs: number;
                                /** @description lower-case id */
                                checkpoint: string;
                                /**
                                 * @description by a clock that was not believed, and not put right yet
                                 * @enum {boolean}
                                 */
                                clockUnsure?: true;
                                photos: number;
                            }[];
                            startByMs?: number;
                            startedAtMs?: number;
                            /** @enum {unknown} */
                            state: "due" | "running" | "finished" | "abandoned" | "missed";
                        };
                    };
                };
            };
        };
    };
    "person.find": {
        parameters: {
            query: {
                /** @description decides what is shown */
                purpose: "visit" | "alarm" | "maintenance" | "enrolment" | "administration" | "emergency" | "own-request";
                /** @description part of a name, id, home or room */
                query: string;
                /** @description why, in words; kept in the ledger */
                reason: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        more: boolean;
                        people: {
                            homes: {
                                /** @description lower-case id */
                                id: string;
                                name: {
                                    en: string;
                                    zh: string;
                                };
                            }[];
                            /** @description lower-case id */
                            id: string;
                            name: string;
                        }[];
                    };
                };
            };
        };
    };
    "person.add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description YYYY-MM-DD */
                    born?: string;
                    extendedTimes?: boolean;
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    fromMs?: number | string;
                    /** @description id of the address */
                    home?: string;
                    /** @description id of a household */
                    household?: string;
                    /** @description lower-case id */
                    id?: string;
                    name: string;
                    note?: string;
                    phone?: string;
                    /** @description why, for the ledger */
                    reason?: string;
                    /** @enum {unknown} */
                    relation?: "owner" | "tenant" | "family" | "staff" | "volunteer";
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    toMs?: number | string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "people.export": {
        parameters: {
            query: {
                /** @description decides what is shown */
                purpose: "visit" | "alarm" | "maintenance" | "enrolment" | "administration" | "emergency" | "own-request";
                /** @description why, in words; kept in the ledger */
                reason: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description text/csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                };
            };
        };
    };
    "people.export-excel": {
        parameters: {
            query: {
                /** @description decides what is shown */
                purpose: "visit" | "alarm" | "maintenance" | "enrolment" | "administration" | "emergency" | "own-request";
                /** @description why, in words; kept in the ledger */
                reason: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description application/vnd.openxmlformats-officedocument.spreadsheetml.sheet */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
        };
    };
    "person.view": {
        parameters: {
            query: {
                /** @description decides what is shown */
                purpose: "visit" | "alarm" | "maintenance" | "enrolment" | "administration" | "emergency" | "own-request";
                /** @description why, in words; kept in the ledger */
                reason: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        consents: {
                            expiresAtMs?: number;
                            givenAtMs?: number;
                            guardian?: string;
                            /** @description lower-case id */
                            id?: string;
                            /** @enum {unknown} */
                            method?: "signed-paper" | "signed-screen" | "app";
                            /** @description version of the notice that was read */
                            notice?: string;
                            person?: string;
                            /** @enum {unknown} */
                            purpose?: "face" | "living-alone-care";
                            signature?: string;
                            withdrawnAtMs?: number;
                        }[];
                        credentials: {
                            duress?: boolean;
                            fromMs?: number;
                            group?: string;
                            /** @description lower-case id */
                            id?: string;
                            /** @enum {unknown} */
                            kind?: "card" | "pin" | "plate" | "pass";
                            person?: string;
                            /** @enum {unknown} */
                            state?: "active" | "suspended" | "lost" | "revoked";
                            toMs?: number;
                            uses?: number;
                            value?: string;
                            visit?: string;
                        }[];
                        faceTemplates: number;
                        memberships: {
                            fromMs?: number;
                            group?: string;
                            /** @description lower-case id */
                            id?: string;
                            person?: string;
                            toMs?: number;
                        }[];
                        person: {
                            /** @description YYYY-MM-DD */
                            born?: string;
                            extendedTimes?: boolean;
                            /** @description lower-case id */
                            id?: string;
                            name?: string;
                            note?: string;
                            phone?: string;
                        };
                        vehicles: {
                            /** @enum {unknown} */
                            colour?: "blue" | "yellow" | "green" | "white" | "black";
                            /** @description lower-case id */
                            id?: string;
                            note?: string;
                            /** @description credentials that are for its plate */
                            permits: string[];
                            plate?: string;
                            /** @enum {unknown} */
                            state?: "active" | "listed" | "duplicated";
                        }[];
                        version: number;
                    };
                };
            };
        };
    };
    "person.change": {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    born?: string | null;
                    extendedTimes?: boolean | null;
                    name?: string | null;
                    note?: string | null;
                    phone?: string | null;
                    /** @description why, for the ledger */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "consent.list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        consents: {
                            expiresAtMs?: number;
                            givenAtMs?: number;
                            guardian?: string;
                            /** @description lower-case id */
                            id: string;
                            /** @enum {unknown} */
                            method?: "signed-paper" | "signed-screen" | "app";
                            /** @description version of the notice that was read */
                            notice?: string;
                            person?: string;
                            /** @enum {unknown} */
                            purpose?: "face" | "living-alone-care";
                            signature?: string;
                            /** @enum {unknown} */
                            standing: "live" | "not-yet" | "expired" | "withdrawn";
                            withdrawnAtMs?: number;
                        }[];
                    };
                };
            };
        };
    };
    "consent.give": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    expiresAtMs: number | string;
                    /** @description for a child under 14 */
                    guardian?: string;
                    /** @enum {unknown} */
                    method: "signed-paper" | "signed-screen" | "app";
                    /** @description version of the notice that was read */
                    notice: string;
                    /** @enum {unknown} */
                    purpose: "face" | "living-alone-care";
                    /** @description strokes as an SVG path of whole numbers in a field of 600 × 200, or name: and the name typed */
                    signature?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        expiresAtMs?: number;
                        givenAtMs?: number;
                        guardian?: string;
                        /** @description lower-case id */
                        id: string;
                        /** @enum {unknown} */
                        method?: "signed-paper" | "signed-screen" | "app";
                        /** @description version of the notice that was read */
                        notice?: string;
                        person?: string;
                        /** @enum {unknown} */
                        purpose?: "face" | "living-alone-care";
                        signature?: string;
                        /** @enum {unknown} */
                        standing: "live" | "not-yet" | "expired" | "withdrawn";
                        withdrawnAtMs?: number;
                    };
                };
            };
        };
    };
    "person.erase": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description ends a residency that holds now; without it that refuses the erasure
                     * @default false
                     */
                    moveOut?: boolean;
                    /** @description why, in words; kept in the ledger */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        cause: "consent-withdrawn" | "consent-expired" | "consent-missing" | "moved-out" | "retention-over" | "erased" | "record-removed";
                        dueMs: number;
                        finishedMs?: number;
                        id: string;
                        person: string;
                        startedMs: number;
                        what: {
                            [key: string]: number;
                        };
                    };
                };
            };
        };
    };
    "person.export": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why, in words; kept in the ledger */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        consents: {
                            expiresAtMs: number;
                            givenAtMs: number;
                            guardian?: string;
                            /** @description lower-case id */
                            id: string;
                            /** @enum {unknown} */
                            method: "signed-paper" | "signed-screen" | "app";
                            /** @description version of the notice that was read */
                            notice: string;
                            person: string;
                            /** @enum {unknown} */
                            purpose: "face" | "living-alone-care";
                            signature?: string;
                            withdrawnAtMs?: number;
                        }[];
                        credentials: {
                            duress?: boolean;
                            fromMs?: number;
                            group?: string;
                            /** @description lower-case id */
                            id?: string;
                            /** @enum {unknown} */
                            kind?: "card" | "pin" | "plate" | "pass";
                            person?: string;
                            /** @enum {unknown} */
                            state?: "active" | "suspended" | "lost" | "revoked";
                            toMs?: number;
                            uses?: number;
                            value?: string;
                            visit?: string;
                        }[];
                        evidence: {
                            atMs: number;
                            id: string;
                            kind: string;
                            source: string;
                        }[];
                        faceTemplates: number;
                        /** @enum {string} */
                        format: "ringward-person-1";
                        generatedAtMs: number;
                        homes: {
                            address: string;
                            fromMs: number;
                            household?: string;
                            /** @description lower-case id */
                            id: string;
                            others: {
                                /** @enum {unknown} */
                                relation: "owner" | "tenant" | "family" | "staff" | "volunteer";
                                /** @enum {string} */
                                who: "another resident";
                            }[];
                            path: {
                                en: string;
                                zh: string;
                            }[];
                            person: string;
                            /** @enum {unknown} */
                            relation: "owner" | "tenant" | "family" | "staff" | "volunteer";
                            toMs?: number;
                        }[];
                        looks: {
                            action: string;
                            atMs: number;
                            by: string;
                            purpose?: string;
                            reason?: string;
                        }[];
                        memberships: {
                            fromMs: number;
                            group: string;
                            name?: {
                                en: string;
                                zh: string;
                            };
                            toMs?: number;
                        }[];
                        morePassages: boolean;
                        passages: {
                            atMs: number;
                            id: string;
                            method: string;
                            outcome: string;
                            /** @description lower-case id */
                            place: string;
                            reason: string;
                            /** @enum {unknown} */
                            side?: "entry" | "exit";
                            /** @description whether the way was used, where that is known */
                            taken?: boolean;
                        }[];
                        person: {
                            /** @description YYYY-MM-DD */
                            born?: string;
                            extendedTimes?: boolean;
                            /** @description lower-case id */
                            id: string;
                            name: string;
                            note?: string;
                            phone?: string;
                        };
                        receipts: {
                            /** @enum {unknown} */
                            cause: "consent-withdrawn" | "consent-expired" | "consent-missing" | "moved-out" | "retention-over" | "erased" | "record-removed";
                            dueMs: number;
                            finishedMs?: number;
                            id: string;
                            startedMs: number;
                            what: {
                                [key: string]: number;
                            };
                        }[];
                        /** @description lower-case id */
                        site: string;
                        vehicles: {
                            /** @enum {unknown} */
                            colour?: "blue" | "yellow" | "green" | "white" | "black";
                            /** @description lower-case id */
                            id?: string;
                            note?: string;
                            otherDrivers: number;
                            plate?: string;
                            /** @enum {unknown} */
                            state?: "active" | "listed" | "duplicated";
                        }[];
                        visits: {
                            fromMs: number;
                            home: string;
                            /** @description lower-case id */
                            id: string;
                            /** @enum {unknown} */
                            state: "requested" | "approved" | "refused" | "cancelled";
                            toMs: number;
                            uses: number;
                            visitor: string;
                        }[];
                    };
                };
            };
        };
    };
    "person.homes": {
        parameters: {
            query: {
                /** @description decides what is shown */
                purpose: "visit" | "alarm" | "maintenance" | "enrolment" | "administration" | "emergency" | "own-request";
                /** @description why, in words; kept in the ledger */
                reason: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        homes: {
                            path: {
                                code?: string;
                                grid?: string;
                                /** @description lower-case id */
                                id?: string;
                                /** @enum {unknown} */
                                kind?: "compound" | "building" | "unit" | "floor" | "home";
                                name?: {
                                    en: string;
                                    zh: string;
                                };
                                parent?: string;
                            }[];
                            residency: {
                                address?: string;
                                fromMs?: number;
                                household?: string;
                                /** @description lower-case id */
                                id?: string;
                                person?: string;
                                /** @enum {unknown} */
                                relation?: "owner" | "tenant" | "family" | "staff" | "volunteer";
                                toMs?: number;
                            };
                        }[];
                    };
                };
            };
        };
    };
    "person.moveIn": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    fromMs?: number | string;
                    /** @description id of the address */
                    home: string;
                    /** @description id of a household */
                    household?: string;
                    /** @description why, for the ledger */
                    reason?: string;
                    /** @enum {unknown} */
                    relation: "owner" | "tenant" | "family" | "staff" | "volunteer";
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    toMs?: number | string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "person.moveOut": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        /** @description from everywhere, if no home is named; now, if no time is */
        requestBody: {
            content: {
                "application/json": {
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    atMs?: number | string;
                    /** @description id of the address */
                    home?: string;
                    /** @description why, for the ledger */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "passback.forgive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why; kept in the ledger */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        forgiven: boolean;
                    };
                };
            };
        };
    };
    "pin.set": {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description four to twelve digits; kept by nobody */
                    digits: string;
                    /**
                     * @description the PIN that opens and raises the silent alarm
                     * @default false
                     */
                    duress?: boolean;
                    /** @description why, for the ledger */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "pin.remove": {
        parameters: {
            query?: {
                /** @description the PIN that opens and raises the silent alarm */
                duress?: boolean;
                /** @description why, for the ledger */
                reason?: string;
            };
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "person.receipts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        receipts: {
                            /** @enum {unknown} */
                            cause: "consent-withdrawn" | "consent-expired" | "consent-missing" | "moved-out" | "retention-over" | "erased" | "record-removed";
                            dueMs: number;
                            finishedMs?: number;
                            id: string;
                            person: string;
                            startedMs: number;
                            what: {
                                [key: string]: number;
                            };
                        }[];
                    };
                };
            };
        };
    };
    "perception.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cameras: {
                            /** @description lower-case id */
                            camera: string;
                            /** @description motion, idle, none, or why every frame is decoded */
                            decoding: string;
                            framesAnalysed: number;
                            framesDecoded: number;
                            /** @description passed over because the processor was busy */
                            framesDropped: number;
                            framesPerSecond: number;
                            /** @description not decoded because nothing moved */
                            framesRested: number;
                            framesSeen: number;
                            pictureAgeMs?: number;
                            stages: {
                                [key: string]: {
                                    count: number;
                                    medianMs: number;
                                    p95Ms: number;
                                };
                            };
                            wakes: {
                                hinted: number;
                                late: number;
                                vain: number;
                            };
                        }[];
                        processes: {
                            cameras: number;
                            cores: number;
                            index: number;
                            rssBytes: number;
                        }[];
                    };
                };
            };
        };
    };
    "permit.add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    fromMs?: number | string;
                    /** @description only at the places and times of this access group */
                    group?: string;
                    /** @description lower-case id */
                    id?: string;
                    person: string;
                    plate: string;
                    /** @description why, for the ledger */
                    reason?: string;
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    toMs?: number | string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "permit.resume": {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why, for the ledger */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "permit.revoke": {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why, for the ledger */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "permit.suspend": {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why, for the ledger */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "plan.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        buildings: {
                            /** @description lower-case id */
                            id: string;
                            name: {
                                en: string;
                                zh: string;
                            };
                            /** @description corners in metres from the upper left */
                            outline: {
                                x: number;
                                y: number;
                            }[];
                        }[];
                        hasImage: boolean;
                        heightM: number;
                        things: {
                            at: {
                                x: number;
                                y: number;
                            };
                            /** @description lower-case id */
                            id: string;
                            /** @enum {unknown} */
                            is: "device" | "camera" | "door" | "barrier";
                            /** @enum {unknown} */
                            kind: "door-controller" | "card-reader" | "barrier" | "smoke" | "gas" | "manhole" | "vibration" | "water-level" | "help-button" | "call-point" | "intercom" | "lift" | "water-meter" | "parking-bay" | "face-camera" | "anpr-camera" | "dome-camera" | "door";
                            /** @description where it stands is not known; laid out in its zone */
                            laidOut?: boolean;
                            name: {
                                en: string;
                                zh: string;
                            };
                            /** @description the door or barrier that it works for */
                            of?: string;
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                            /** @description lower-case id */
                            zone?: string;
                        }[];
                        /** @description false where the site file draws no plan: zones are set out by ring then */
                        toScale: boolean;
                        widthM: number;
                        zones: {
                            id: string;
                            laidOut?: boolean;
                            name: {
                                en: string;
                                zh: string;
                            };
                            /** @description corners in metres from the upper left */
                            outline: {
                                x: number;
                                y: number;
                            }[];
                            /** @description 1 entrances, 2 inner public area, 3 unit doors */
                            ring: 1 | 2 | 3;
                        }[];
                    };
                };
            };
        };
    };
    "plan.image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description image/png or image/jpeg or image/svg+xml */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                    "image/png": unknown;
                    "image/svg+xml": unknown;
                };
            };
        };
    };
    "plate.holders": {
        parameters: {
            query: {
                /** @description decides what is shown */
                purpose: "visit" | "alarm" | "maintenance" | "enrolment" | "administration" | "emergency" | "own-request";
                /** @description why, in words; kept in the ledger */
                reason: string;
            };
            header?: never;
            path: {
                plate: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        holders: {
                            /** @enum {unknown} */
                            kind: "person" | "visit";
                            permit: {
                                duress?: boolean;
                                fromMs?: number;
                                group?: string;
                                /** @description lower-case id */
                                id?: string;
                                /** @enum {unknown} */
                                kind?: "card" | "pin" | "plate" | "pass";
                                person?: string;
                                /** @enum {unknown} */
                                state?: "active" | "suspended" | "lost" | "revoked";
                                toMs?: number;
                                uses?: number;
                                value?: string;
                                visit?: string;
                            };
                            person?: {
                                /** @description YYYY-MM-DD */
                                born?: string;
                                extendedTimes?: boolean;
                                /** @description lower-case id */
                                id?: string;
                                name?: string;
                                note?: string;
                                phone?: string;
                            };
                            vehicle: {
                                /** @enum {unknown} */
                                colour?: "blue" | "yellow" | "green" | "white" | "black";
                                /** @description lower-case id */
                                id?: string;
                                note?: string;
                                plate?: string;
                                /** @enum {unknown} */
                                state?: "active" | "listed" | "duplicated";
                            };
                        }[];
                    };
                };
            };
        };
    };
    "presence.say": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    alarm?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alarm?: string;
                        sinceMs: number;
                        user: string;
                    }[];
                };
            };
        };
    };
    "rationale.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acknowledgeWithinMs: number;
                        arriveWithinMs?: number;
                        cause: {
                            en: string;
                            zh: string;
                        };
                        consequence: {
                            en: string;
                            zh: string;
                        };
                        dispatchWithinMs?: number;
                        leadUnit: {
                            en: string;
                            zh: string;
                        };
                        priority: 1 | 2 | 3 | 4;
                        required: ("acknowledge" | "verify" | "dispatch" | "arrive" | "resolve")[];
                        response: {
                            en: string;
                            zh: string;
                        }[];
                        supportUnits: {
                            en: string;
                            zh: string;
                        }[];
                        title: {
                            en: string;
                            zh: string;
                        };
                        /** @enum {unknown} */
                        type: "person-unknown" | "person-denied" | "vehicle-unknown" | "vehicle-denied" | "intrusion" | "loitering" | "line-crossing" | "tailgating" | "fire-lane-blocked" | "parking-overstay" | "parking-quota" | "parking-wrong-bay" | "parking-no-plate" | "crowding" | "e-bike-in-lift" | "falling-object" | "door-forced" | "door-held" | "smoke" | "call-point" | "fire" | "gas" | "manhole" | "vibration" | "fence-cut" | "fence-short" | "fence-disarmed" | "perimeter-breach" | "water-level" | "flood-danger" | "help" | "gate-call" | "no-activity" | "duress" | "credential-guessing" | "passback-violation" | "watch-list-match" | "fire-release" | "input-fault" | "log-nearly-full" | "tamper" | "battery-low" | "device-fault" | "device-cloned" | "device-babbling" | "patrol-deviation" | "network-lost" | "storage-damaged" | "storage-full" | "device-lost" | "camera-lost";
                    }[];
                };
            };
        };
    };
    "receipt.list": {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        receipts: {
                            /** @enum {unknown} */
                            cause: "consent-withdrawn" | "consent-expired" | "consent-missing" | "moved-out" | "retention-over" | "erased" | "record-removed";
                            dueMs: number;
                            finishedMs?: number;
                            id: string;
                            person: string;
                            startedMs: number;
                            what: {
                                [key: string]: number;
                            };
                        }[];
                    };
                };
            };
        };
    };
    "receipt.view": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        cause: "consent-withdrawn" | "consent-expired" | "consent-missing" | "moved-out" | "retention-over" | "erased" | "record-removed";
                        dueMs: number;
                        finishedMs?: number;
                        id: string;
                        person: string;
                        startedMs: number;
                        what: {
                            [key: string]: number;
                        };
                    };
                };
            };
        };
    };
    "remote-view.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description the sign of the operator at the cloud */
                        by: string;
                        /** @description lower-case id */
                        camera: string;
                        cameraName: {
                            en: string;
                            zh: string;
                        };
                        id: string;
                        sinceMs: number;
                        untilMs: number;
                        why: string;
                    }[];
                };
            };
        };
    };
    "remote-view.end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "report.consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        atMs: number;
                        counts: {
                            count: number;
                            /** @enum {unknown} */
                            method: "signed-paper" | "signed-screen" | "app";
                            /** @description version of the notice that was read */
                            notice: string;
                            /** @enum {unknown} */
                            purpose: "face" | "living-alone-care";
                            /** @enum {unknown} */
                            standing: "live" | "not-yet" | "expired" | "withdrawn";
                        }[];
                        /** @description live ones that end within 30 days */
                        endingSoon: number;
                        /** @description people whose face information is stored, against the number from which it is filed */
                        filing: {
                            people: number;
                            /** @enum {unknown} */
                            state: "below" | "near" | "reached";
                            threshold: number;
                        };
                    };
                };
            };
        };
    };
    "report.passages": {
        parameters: {
            query: {
                /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                fromMs: number | string;
                /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                toMs: number | string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        fromMs: number;
                        methods: {
                            askGuard: number;
                            denialRate: number;
                            denied: number;
                            granted: number;
                            latency?: {
                                count: number;
                                meanMs: number;
                                p90Ms?: number;
                            };
                            method: string;
                            reasons: {
                                count: number;
                                reason: string;
                            }[];
                        }[];
                        toMs: number;
                    };
                };
            };
        };
    };
    "report.retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lines: {
                            /** @description the law, standard or decision that asks for it */
                            basis: string;
                            /** @enum {unknown} */
                            class: "passages" | "device-events" | "alarms" | "picture" | "clip" | "export" | "visits" | "requests" | "ended-people" | "ledger";
                            days: number;
                            /** @description by the last purge */
                            deleted?: number;
                            maximum: {
                                basis: string;
                                days: number;
                            };
                            minimum: {
                                basis: string;
                                days: number;
                            };
                            oldestMs?: number;
                            overdue: boolean;
                            sweptMs?: number;
                            /** @description everywhere that no other line of the class names, if left out */
                            zones?: string[];
                        }[];
                    };
                };
            };
        };
    };
    "request.figures": {
        parameters: {
            query: {
                month: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        fromMs: number;
                        kinds: {
                            entered?: number;
                            inTimeShare?: number;
                            /** @enum {unknown} */
                            kind: "repair" | "complaint" | "help";
                            meanScore?: number;
                            medianHours?: number;
                        }[];
                        toMs: number;
                        total?: number;
                    };
                };
            };
        };
    };
    "request.list": {
        parameters: {
            query?: {
                assignee?: string;
                kind?: "repair" | "complaint" | "help";
                limit?: number;
                open?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        assignee?: string;
                        doneAtMs?: number;
                        dueMs: number;
                        endedAtMs?: number;
                        enteredAtMs: number;
                        enteredBy: string;
                        /** @enum {unknown} */
                        from: "resident" | "staff";
                        home?: string;
                        id: string;
                        /** @enum {unknown} */
                        kind: "repair" | "complaint" | "help";
                        number: string;
                        person?: string;
                        /** @description lower-case id */
                        place?: string;
                        returned: number;
                        score?: number;
                        /** @enum {unknown} */
                        state: "entered" | "accepted" | "assigned" | "done" | "fed-back" | "rated" | "refused";
                        /**
                         * @description within 2 hours, 24 hours, 7 days, 15 days
                         * @enum {unknown}
                         */
                        urgency: "urgent" | "soon" | "usual" | "long";
                        words: string;
                    }[];
                };
            };
        };
    };
    "request.enter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    from: "resident" | "staff";
                    home?: string;
                    /** @enum {unknown} */
                    kind: "repair" | "complaint" | "help";
                    person?: string;
                    /** @description lower-case id */
                    place?: string;
                    /**
                     * @description within 2 hours, 24 hours, 7 days, 15 days
                     * @enum {unknown}
                     */
                    urgency: "urgent" | "soon" | "usual" | "long";
                    words: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description for whoever asked, to follow and rate it; shown this once */
                        followCode: string;
                        request: {
                            assignee?: string;
                            doneAtMs?: number;
                            dueMs: number;
                            endedAtMs?: number;
                            enteredAtMs: number;
                            enteredBy: string;
                            /** @enum {unknown} */
                            from: "resident" | "staff";
                            home?: string;
                            id: string;
                            /** @enum {unknown} */
                            kind: "repair" | "complaint" | "help";
                            number: string;
                            person?: string;
                            /** @description lower-case id */
                            place?: string;
                            returned: number;
                            score?: number;
                            /** @enum {unknown} */
                            state: "entered" | "accepted" | "assigned" | "done" | "fed-back" | "rated" | "refused";
                            /**
                             * @description within 2 hours, 24 hours, 7 days, 15 days
                             * @enum {unknown}
                             */
                            urgency: "urgent" | "soon" | "usual" | "long";
                            words: string;
                        };
                    };
                };
            };
        };
    };
    "request.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        request: {
                            assignee?: string;
                            doneAtMs?: number;
                            dueMs: number;
                            endedAtMs?: number;
                            enteredAtMs: number;
                            enteredBy: string;
                            /** @enum {unknown} */
                            from: "resident" | "staff";
                            home?: string;
                            id: string;
                            /** @enum {unknown} */
                            kind: "repair" | "complaint" | "help";
                            number: string;
                            person?: string;
                            /** @description lower-case id */
                            place?: string;
                            returned: number;
                            score?: number;
                            /** @enum {unknown} */
                            state: "entered" | "accepted" | "assigned" | "done" | "fed-back" | "rated" | "refused";
                            /**
                             * @description within 2 hours, 24 hours, 7 days, 15 days
                             * @enum {unknown}
                             */
                            urgency: "urgent" | "soon" | "usual" | "long";
                            words: string;
                        };
                        steps: {
                            atMs: number;
                            /** @description a user; left out for whoever asked */
                            by?: string;
                            data: {
                                [key: string]: string | number;
                            };
                            n: number;
                            /** @enum {unknown} */
                            step: "entered" | "accepted" | "assigned" | "done" | "fed-back" | "rated" | "refused" | "returned" | "noted";
                            words?: string;
                        }[];
                    };
                };
            };
        };
    };
    "request.accept": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description within 2 hours, 24 hours, 7 days, 15 days
                     * @enum {unknown}
                     */
                    urgency?: "urgent" | "soon" | "usual" | "long";
                    words?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        assignee?: string;
                        doneAtMs?: number;
                        dueMs: number;
                        endedAtMs?: number;
                        enteredAtMs: number;
                        enteredBy: string;
                        /** @enum {unknown} */
                        from: "resident" | "staff";
                        home?: string;
                        id: string;
                        /** @enum {unknown} */
                        kind: "repair" | "complaint" | "help";
                        number: string;
                        person?: string;
                        /** @description lower-case id */
                        place?: string;
                        returned: number;
                        score?: number;
                        /** @enum {unknown} */
                        state: "entered" | "accepted" | "assigned" | "done" | "fed-back" | "rated" | "refused";
                        /**
                         * @description within 2 hours, 24 hours, 7 days, 15 days
                         * @enum {unknown}
                         */
                        urgency: "urgent" | "soon" | "usual" | "long";
                        words: string;
                    };
                };
            };
        };
    };
    "request.assign": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description a user, or a firm */
                    to: string;
                    words?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        assignee?: string;
                        doneAtMs?: number;
                        dueMs: number;
                        endedAtMs?: number;
                        enteredAtMs: number;
                        enteredBy: string;
                        /** @enum {unknown} */
                        from: "resident" | "staff";
                        home?: string;
                        id: string;
                        /** @enum {unknown} */
                        kind: "repair" | "complaint" | "help";
                        number: string;
                        person?: string;
                        /** @description lower-case id */
                        place?: string;
                        returned: number;
                        score?: number;
                        /** @enum {unknown} */
                        state: "entered" | "accepted" | "assigned" | "done" | "fed-back" | "rated" | "refused";
                        /**
                         * @description within 2 hours, 24 hours, 7 days, 15 days
                         * @enum {unknown}
                         */
                        urgency: "urgent" | "soon" | "usual" | "long";
                        words: string;
                    };
                };
            };
        };
    };
    "request.feed-back": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    words: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        assignee?: string;
                        doneAtMs?: number;
                        dueMs: number;
                        endedAtMs?: number;
                        enteredAtMs: number;
                        enteredBy: string;
                        /** @enum {unknown} */
                        from: "resident" | "staff";
                        home?: string;
                        id: string;
                        /** @enum {unknown} */
                        kind: "repair" | "complaint" | "help";
                        number: string;
                        person?: string;
                        /** @description lower-case id */
                        place?: string;
                        returned: number;
                        score?: number;
                        /** @enum {unknown} */
                        state: "entered" | "accepted" | "assigned" | "done" | "fed-back" | "rated" | "refused";
                        /**
                         * @description within 2 hours, 24 hours, 7 days, 15 days
                         * @enum {unknown}
                         */
                        urgency: "urgent" | "soon" | "usual" | "long";
                        words: string;
                    };
                };
            };
        };
    };
    "request.finish": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    words: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        assignee?: string;
                        doneAtMs?: number;
                        dueMs: number;
                        endedAtMs?: number;
                        enteredAtMs: number;
                        enteredBy: string;
                        /** @enum {unknown} */
                        from: "resident" | "staff";
                        home?: string;
                        id: string;
                        /** @enum {unknown} */
                        kind: "repair" | "complaint" | "help";
                        number: string;
                        person?: string;
                        /** @description lower-case id */
                        place?: string;
                        returned: number;
                        score?: number;
                        /** @enum {unknown} */
                        state: "entered" | "accepted" | "assigned" | "done" | "fed-back" | "rated" | "refused";
                        /**
                         * @description within 2 hours, 24 hours, 7 days, 15 days
                         * @enum {unknown}
                         */
                        urgency: "urgent" | "soon" | "usual" | "long";
                        words: string;
                    };
                };
            };
        };
    };
    "request.note": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    words: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        assignee?: string;
                        doneAtMs?: number;
                        dueMs: number;
                        endedAtMs?: number;
                        enteredAtMs: number;
                        enteredBy: string;
                        /** @enum {unknown} */
                        from: "resident" | "staff";
                        home?: string;
                        id: string;
                        /** @enum {unknown} */
                        kind: "repair" | "complaint" | "help";
                        number: string;
                        person?: string;
                        /** @description lower-case id */
                        place?: string;
                        returned: number;
                        score?: number;
                        /** @enum {unknown} */
                        state: "entered" | "accepted" | "assigned" | "done" | "fed-back" | "rated" | "refused";
                        /**
                         * @description within 2 hours, 24 hours, 7 days, 15 days
                         * @enum {unknown}
                         */
                        urgency: "urgent" | "soon" | "usual" | "long";
                        words: string;
                    };
                };
            };
        };
    };
    "request.rate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    score: number;
                    words?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        assignee?: string;
                        doneAtMs?: number;
                        dueMs: number;
                        endedAtMs?: number;
                        enteredAtMs: number;
                        enteredBy: string;
                        /** @enum {unknown} */
                        from: "resident" | "staff";
                        home?: string;
                        id: string;
                        /** @enum {unknown} */
                        kind: "repair" | "complaint" | "help";
                        number: string;
                        person?: string;
                        /** @description lower-case id */
                        place?: string;
                        returned: number;
                        score?: number;
                        /** @enum {unknown} */
                        state: "entered" | "accepted" | "assigned" | "done" | "fed-back" | "rated" | "refused";
                        /**
                         * @description within 2 hours, 24 hours, 7 days, 15 days
                         * @enum {unknown}
                         */
                        urgency: "urgent" | "soon" | "usual" | "long";
                        words: string;
                    };
                };
            };
        };
    };
    "request.refuse": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    words: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        assignee?: string;
                        doneAtMs?: number;
                        dueMs: number;
                        endedAtMs?: number;
                        enteredAtMs: number;
                        enteredBy: string;
                        /** @enum {unknown} */
                        from: "resident" | "staff";
                        home?: string;
                        id: string;
                        /** @enum {unknown} */
                        kind: "repair" | "complaint" | "help";
                        number: string;
                        person?: string;
                        /** @description lower-case id */
                        place?: string;
                        returned: number;
                        score?: number;
                        /** @enum {unknown} */
                        state: "entered" | "accepted" | "assigned" | "done" | "fed-back" | "rated" | "refused";
                        /**
                         * @description within 2 hours, 24 hours, 7 days, 15 days
                         * @enum {unknown}
                         */
                        urgency: "urgent" | "soon" | "usual" | "long";
                        words: string;
                    };
                };
            };
        };
    };
    "request.return": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    words: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        assignee?: string;
                        doneAtMs?: number;
                        dueMs: number;
                        endedAtMs?: number;
                        enteredAtMs: number;
                        enteredBy: string;
                        /** @enum {unknown} */
                        from: "resident" | "staff";
                        home?: string;
                        id: string;
                        /** @enum {unknown} */
                        kind: "repair" | "complaint" | "help";
                        number: string;
                        person?: string;
                        /** @description lower-case id */
                        place?: string;
                        returned: number;
                        score?: number;
                        /** @enum {unknown} */
                        state: "entered" | "accepted" | "assigned" | "done" | "fed-back" | "rated" | "refused";
                        /**
                         * @description within 2 hours, 24 hours, 7 days, 15 days
                         * @enum {unknown}
                         */
                        urgency: "urgent" | "soon" | "usual" | "long";
                        words: string;
                    };
                };
            };
        };
    };
    "residency.add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    address: string;
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    fromMs: number | string;
                    household?: string;
                    /** @description lower-case id */
                    id?: string;
                    person: string;
                    /** @description why, for the ledger */
                    reason?: string;
                    /** @enum {unknown} */
                    relation: "owner" | "tenant" | "family" | "staff" | "volunteer";
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    toMs?: number | string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "residency.change": {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    fromMs?: number | null;
                    household?: string | null;
                    /** @description why, for the ledger */
                    reason?: string;
                    relation?: ("owner" | "tenant" | "family" | "staff" | "volunteer") | null;
                    toMs?: number | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "resident.find": {
        parameters: {
            query: {
                /** @description decides what is shown */
                purpose: "visit" | "alarm" | "maintenance" | "enrolment" | "administration" | "emergency" | "own-request";
                /** @description part of a name, id, home or room */
                query: string;
                /** @description why, in words; kept in the ledger */
                reason: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        more: boolean;
                        residents: {
                            /** @enum {unknown} */
                            consent: "live" | "none" | "not-yet" | "expired" | "withdrawn";
                            enrolAgain: boolean;
                            /** @description lower-case id */
                            id: string;
                            name: string;
                            room: string;
                            templates: number;
                            unit: {
                                en: string;
                                zh: string;
                            };
                        }[];
                    };
                };
            };
        };
    };
    "enrolment.start": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description lower-case id */
                    camera: string;
                    /** @default 60 */
                    seconds?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alike: string[];
                        /** @description lower-case id */
                        camera: string;
                        endsAtMs: number;
                        /** @enum {unknown} */
                        hint: "look-at-camera" | "come-closer" | "one-person-only" | "turn-to-camera" | "uncover-face" | "hold-still" | "more-light" | "less-light" | "good" | "turn-a-little";
                        kept: number;
                        reasons: string[];
                        /** @description lower-case id */
                        resident: string;
                        startedAtMs: number;
                        /** @enum {unknown} */
                        state: "running" | "done" | "refused";
                        wanted: number;
                    };
                };
            };
        };
    };
    "enrolment.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "enrolment.picture": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description image/jpeg */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                };
            };
        };
    };
    "template.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        removed: number;
                    };
                };
            };
        };
    };
    "rota.change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description a user of the console */
                    in?: string;
                    /** @enum {unknown} */
                    kind: "swap" | "absent" | "extra";
                    /** @description a user of the console */
                    out?: string;
                    shift: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        gaps: {
                            fromMs: number;
                            have: number;
                            need: number;
                            /** @enum {unknown} */
                            role: "guard" | "lead" | "manager";
                            toMs: number;
                        }[];
                        longDuty: {
                            fromMs: number;
                            toMs: number;
                            /** @description a user of the console */
                            user: string;
                        }[];
                        shift: {
                            fromMs: number;
                            id: string;
                            /** @enum {unknown} */
                            role: "guard" | "lead" | "manager";
                            toMs: number;
                            users: string[];
                        };
                    };
                };
            };
        };
    };
    "gap.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted?: {
                            atMs: number;
                            by: string;
                            reason: string;
                        };
                        fromMs: number;
                        have: number;
                        need: number;
                        /** @enum {unknown} */
                        role: "guard" | "lead" | "manager";
                        toMs: number;
                    }[];
                };
            };
        };
    };
    "rota.preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    pattern: {
                        days: number;
                        /** @description YYYY-MM-DD */
                        fromDay: string;
                        slots: {
                            /** @description HH:MM on the clock of the site */
                            from: string;
                            groups: string[][];
                            /** @enum {unknown} */
                            role: "guard" | "lead" | "manager";
                            /** @description not later than `from`: on the next day */
                            to: string;
                        }[];
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        gaps: {
                            fromMs: number;
                            have: number;
                            need: number;
                            /** @enum {unknown} */
                            role: "guard" | "lead" | "manager";
                            toMs: number;
                        }[];
                        longDuty: {
                            fromMs: number;
                            toMs: number;
                            /** @description a user of the console */
                            user: string;
                        }[];
                        shifts: {
                            fromMs: number;
                            id: string;
                            /** @enum {unknown} */
                            role: "guard" | "lead" | "manager";
                            toMs: number;
                            users: string[];
                        }[];
                    };
                };
            };
        };
    };
    "rota.publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description why it is published although minutes are uncovered */
                    acceptGaps?: {
                        reason: string;
                    };
                    pattern: {
                        days: number;
                        /** @description YYYY-MM-DD */
                        fromDay: string;
                        slots: {
                            /** @description HH:MM on the clock of the site */
                            from: string;
                            groups: string[][];
                            /** @enum {unknown} */
                            role: "guard" | "lead" | "manager";
                            /** @description not later than `from`: on the next day */
                            to: string;
                        }[];
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        gaps: {
                            fromMs: number;
                            have: number;
                            need: number;
                            /** @enum {unknown} */
                            role: "guard" | "lead" | "manager";
                            toMs: number;
                        }[];
                        longDuty: {
                            fromMs: number;
                            toMs: number;
                            /** @description a user of the console */
                            user: string;
                        }[];
                        shifts: {
                            fromMs: number;
                            id: string;
                            /** @enum {unknown} */
                            role: "guard" | "lead" | "manager";
                            toMs: number;
                            users: string[];
                        }[];
                    };
                };
            };
        };
    };
    "service-order.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        by: string;
                        reason: string;
                        sinceMs: number;
                        /** @description lower-case id */
                        source: string;
                        untilMs: number;
                    }[];
                };
            };
        };
    };
    "service-order.add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    /** @description lower-case id */
                    source: string;
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    untilMs: number | string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        by: string;
                        reason: string;
                        sinceMs: number;
                        /** @description lower-case id */
                        source: string;
                        untilMs: number;
                    };
                };
            };
        };
    };
    "service-order.end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "session.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description the password was given by somebody else: nothing is allowed before another is chosen */
                        mustChange?: boolean;
                        permissions: ("people.find" | "people.view" | "people.change" | "credentials.change" | "faces.enrol" | "visits.request" | "visits.approve" | "visits.handle" | "doors.operate" | "modes.preview" | "modes.apply" | "passages.view" | "parking.handle" | "watch.request" | "watch.approve" | "watch.view" | "cases.request" | "cases.approve" | "cases.view" | "register.import" | "register.export" | "people.erase" | "ledger.read" | "reports.read" | "addresses.change" | "alarms.handle" | "alarms.view" | "alarms.shelve-urgent" | "alarms.service" | "figures.read" | "duty.work" | "duty.plan" | "duty.view" | "drills.run" | "requests.enter" | "requests.handle" | "requests.view" | "users.view" | "users.change" | "system.view" | "devices.decide" | "cameras.view" | "evidence.export" | "scenes.change" | "register.view")[];
                        roles: ("guard" | "lead" | "manager" | "property" | "committee" | "administrator" | "auditor")[];
                        user: string;
                    };
                };
            };
        };
    };
    "session.open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description of the phone, or a recovery code */
                    code?: string;
                    password: string;
                    user: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description the password was given by somebody else: nothing is allowed before another is chosen */
                        mustChange?: boolean;
                        permissions: ("people.find" | "people.view" | "people.change" | "credentials.change" | "faces.enrol" | "visits.request" | "visits.approve" | "visits.handle" | "doors.operate" | "modes.preview" | "modes.apply" | "passages.view" | "parking.handle" | "watch.request" | "watch.approve" | "watch.view" | "cases.request" | "cases.approve" | "cases.view" | "register.import" | "register.export" | "people.erase" | "ledger.read" | "reports.read" | "addresses.change" | "alarms.handle" | "alarms.view" | "alarms.shelve-urgent" | "alarms.service" | "figures.read" | "duty.work" | "duty.plan" | "duty.view" | "drills.run" | "requests.enter" | "requests.handle" | "requests.view" | "users.view" | "users.change" | "system.view" | "devices.decide" | "cameras.view" | "evidence.export" | "scenes.change" | "register.view")[];
                        roles: ("guard" | "lead" | "manager" | "property" | "committee" | "administrator" | "auditor")[];
                        user: string;
                    };
                };
            };
        };
    };
    "session.close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "session.begin-openid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description the provider is to ask for the password again, as a signature needs it */
                    again?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        url: string;
                    };
                };
            };
        };
    };
    "shift.list": {
        parameters: {
            query: {
                /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                fromMs: number | string;
                /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                toMs: number | string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        longDuty: {
                            fromMs: number;
                            toMs: number;
                            /** @description a user of the console */
                            user: string;
                        }[];
                        shifts: {
                            fromMs: number;
                            id: string;
                            /** @enum {unknown} */
                            role: "guard" | "lead" | "manager";
                            toMs: number;
                            users: string[];
                        }[];
                    };
                };
            };
        };
    };
    "sign-in.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        doubtedClockMs?: number;
                        openid?: {
                            label: {
                                en: string;
                                zh: string;
                            };
                        };
                    };
                };
            };
        };
    };
    "system.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        atMs: number;
                        clock: {
                            known: boolean;
                            problem?: string;
                        };
                        /** @description of the data folder */
                        disk: {
                            freeBytes: number;
                            totalBytes: number;
                        };
                        evidence: {
                            oldestClipMs?: number;
                            oldestPictureMs?: number;
                        };
                        memory: {
                            gatewayBytes: number;
                            heapBytes: number;
                            perceptionBytes: number;
                        };
                        queues: {
                            /** @enum {unknown} */
                            lane: "alarm" | "event";
                            waiting: number;
                        }[];
                        storage: {
                            /** @description set aside for alarms and decisions */
                            reserve?: {
                                heldBytes: number;
                                wantedBytes: number;
                            };
                            salvage?: {
                                all: boolean;
                                atMs: number;
                                damaged: string[];
                                /** @description folder that holds the damaged files */
                                quarantine: string;
                                rows: number;
                            };
                            /** @description given up for want of room since the start */
                            shed?: {
                                bytes: number;
                                /** @enum {unknown} */
                                class: "quarantine" | "evidence" | "outbox-events" | "device-events";
                                count: number;
                            }[];
                            trouble?: {
                                /** @enum {unknown} */
                                kind: "full" | "read-only" | "damaged" | "failing";
                                sinceMs: number;
                            };
                        };
                        upMs: number;
                    };
                };
            };
        };
    };
    "user.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        users: {
                            /** @description what this user may approve and ask for; never their own */
                            conflicts: ("people.find" | "people.view" | "people.change" | "credentials.change" | "faces.enrol" | "visits.request" | "visits.approve" | "visits.handle" | "doors.operate" | "modes.preview" | "modes.apply" | "passages.view" | "parking.handle" | "watch.request" | "watch.approve" | "watch.view" | "cases.request" | "cases.approve" | "cases.view" | "register.import" | "register.export" | "people.erase" | "ledger.read" | "reports.read" | "addresses.change" | "alarms.handle" | "alarms.view" | "alarms.shelve-urgent" | "alarms.service" | "figures.read" | "duty.work" | "duty.plan" | "duty.view" | "drills.run" | "requests.enter" | "requests.handle" | "requests.view" | "users.view" | "users.change" | "system.view" | "devices.decide" | "cameras.view" | "evidence.export" | "scenes.change" | "register.view")[];
                            disabled: boolean;
                            /** @description signs in at the provider */
                            external: boolean;
                            fullName?: string;
                            lastSignInMs?: number;
                            /** @description has a password that somebody else has seen */
                            mustChange: boolean;
                            name: string;
                            roles: ("guard" | "lead" | "manager" | "property" | "committee" | "administrator" | "auditor")[];
                            sessions: number;
                            /** @description asked for a code after the password */
                            totp: boolean;
                        }[];
                    };
                };
            };
        };
    };
    "user.add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description these roles together ask for something and approve it: taken on purpose, and why */
                    acceptConflict?: {
                        reason: string;
                    };
                    /** @description for people to read; empty takes it away */
                    fullName?: string;
                    /** @description lower-case letters, digits and hyphens */
                    name: string;
                    roles: ("guard" | "lead" | "manager" | "property" | "committee" | "administrator" | "auditor")[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description shown this once */
                        password: string;
                        user: {
                            /** @description what this user may approve and ask for; never their own */
                            conflicts: ("people.find" | "people.view" | "people.change" | "credentials.change" | "faces.enrol" | "visits.request" | "visits.approve" | "visits.handle" | "doors.operate" | "modes.preview" | "modes.apply" | "passages.view" | "parking.handle" | "watch.request" | "watch.approve" | "watch.view" | "cases.request" | "cases.approve" | "cases.view" | "register.import" | "register.export" | "people.erase" | "ledger.read" | "reports.read" | "addresses.change" | "alarms.handle" | "alarms.view" | "alarms.shelve-urgent" | "alarms.service" | "figures.read" | "duty.work" | "duty.plan" | "duty.view" | "drills.run" | "requests.enter" | "requests.handle" | "requests.view" | "users.view" | "users.change" | "system.view" | "devices.decide" | "cameras.view" | "evidence.export" | "scenes.change" | "register.view")[];
                            disabled: boolean;
                            /** @description signs in at the provider */
                            external: boolean;
                            fullName?: string;
                            lastSignInMs?: number;
                            /** @description has a password that somebody else has seen */
                            mustChange: boolean;
                            name: string;
                            roles: ("guard" | "lead" | "manager" | "property" | "committee" | "administrator" | "auditor")[];
                            sessions: number;
                            /** @description asked for a code after the password */
                            totp: boolean;
                        };
                    };
                };
            };
        };
    };
    "user.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "user.change": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description these roles together ask for something and approve it: taken on purpose, and why */
                    acceptConflict?: {
                        reason: string;
                    };
                    disabled?: boolean;
                    /** @description for people to read; empty takes it away */
                    fullName?: string;
                    roles?: ("guard" | "lead" | "manager" | "property" | "committee" | "administrator" | "auditor")[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what this user may approve and ask for; never their own */
                        conflicts: ("people.find" | "people.view" | "people.change" | "credentials.change" | "faces.enrol" | "visits.request" | "visits.approve" | "visits.handle" | "doors.operate" | "modes.preview" | "modes.apply" | "passages.view" | "parking.handle" | "watch.request" | "watch.approve" | "watch.view" | "cases.request" | "cases.approve" | "cases.view" | "register.import" | "register.export" | "people.erase" | "ledger.read" | "reports.read" | "addresses.change" | "alarms.handle" | "alarms.view" | "alarms.shelve-urgent" | "alarms.service" | "figures.read" | "duty.work" | "duty.plan" | "duty.view" | "drills.run" | "requests.enter" | "requests.handle" | "requests.view" | "users.view" | "users.change" | "system.view" | "devices.decide" | "cameras.view" | "evidence.export" | "scenes.change" | "register.view")[];
                        disabled: boolean;
                        /** @description signs in at the provider */
                        external: boolean;
                        fullName?: string;
                        lastSignInMs?: number;
                        /** @description has a password that somebody else has seen */
                        mustChange: boolean;
                        name: string;
                        roles: ("guard" | "lead" | "manager" | "property" | "committee" | "administrator" | "auditor")[];
                        sessions: number;
                        /** @description asked for a code after the password */
                        totp: boolean;
                    };
                };
            };
        };
    };
    "user.reset": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description shown this once */
                        password: string;
                        user: {
                            /** @description what this user may approve and ask for; never their own */
                            conflicts: ("people.find" | "people.view" | "people.change" | "credentials.change" | "faces.enrol" | "visits.request" | "visits.approve" | "visits.handle" | "doors.operate" | "modes.preview" | "modes.apply" | "passages.view" | "parking.handle" | "watch.request" | "watch.approve" | "watch.view" | "cases.request" | "cases.approve" | "cases.view" | "register.import" | "register.export" | "people.erase" | "ledger.read" | "reports.read" | "addresses.change" | "alarms.handle" | "alarms.view" | "alarms.shelve-urgent" | "alarms.service" | "figures.read" | "duty.work" | "duty.plan" | "duty.view" | "drills.run" | "requests.enter" | "requests.handle" | "requests.view" | "users.view" | "users.change" | "system.view" | "devices.decide" | "cameras.view" | "evidence.export" | "scenes.change" | "register.view")[];
                            disabled: boolean;
                            /** @description signs in at the provider */
                            external: boolean;
                            fullName?: string;
                            lastSignInMs?: number;
                            /** @description has a password that somebody else has seen */
                            mustChange: boolean;
                            name: string;
                            roles: ("guard" | "lead" | "manager" | "property" | "committee" | "administrator" | "auditor")[];
                            sessions: number;
                            /** @description asked for a code after the password */
                            totp: boolean;
                        };
                    };
                };
            };
        };
    };
    "user.remove-totp": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description what this user may approve and ask for; never their own */
                        conflicts: ("people.find" | "people.view" | "people.change" | "credentials.change" | "faces.enrol" | "visits.request" | "visits.approve" | "visits.handle" | "doors.operate" | "modes.preview" | "modes.apply" | "passages.view" | "parking.handle" | "watch.request" | "watch.approve" | "watch.view" | "cases.request" | "cases.approve" | "cases.view" | "register.import" | "register.export" | "people.erase" | "ledger.read" | "reports.read" | "addresses.change" | "alarms.handle" | "alarms.view" | "alarms.shelve-urgent" | "alarms.service" | "figures.read" | "duty.work" | "duty.plan" | "duty.view" | "drills.run" | "requests.enter" | "requests.handle" | "requests.view" | "users.view" | "users.change" | "system.view" | "devices.decide" | "cameras.view" | "evidence.export" | "scenes.change" | "register.view")[];
                        disabled: boolean;
                        /** @description signs in at the provider */
                        external: boolean;
                        fullName?: string;
                        lastSignInMs?: number;
                        /** @description has a password that somebody else has seen */
                        mustChange: boolean;
                        name: string;
                        roles: ("guard" | "lead" | "manager" | "property" | "committee" | "administrator" | "auditor")[];
                        sessions: number;
                        /** @description asked for a code after the password */
                        totp: boolean;
                    };
                };
            };
        };
    };
    "vehicle.add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    colour?: "blue" | "yellow" | "green" | "white" | "black";
                    /** @description lower-case id */
                    id?: string;
                    note?: string;
                    plate: string;
                    /** @description why, for the ledger */
                    reason?: string;
                    /** @enum {unknown} */
                    state?: "active" | "listed" | "duplicated";
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "vehicle.remove": {
        parameters: {
            query?: {
                /** @description why, for the ledger */
                reason?: string;
            };
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "vehicle.change": {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that was read: refused with 412 if somebody has changed it since */
                "if-match"?: string;
            };
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    colour?: ("blue" | "yellow" | "green" | "white" | "black") | null;
                    note?: string | null;
                    plate?: string | null;
                    /** @description why, for the ledger */
                    reason?: string;
                    state?: ("active" | "listed" | "duplicated") | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @description counts the changes of the record */
                        version: number;
                    };
                };
            };
        };
    };
    "visit.list": {
        parameters: {
            query?: {
                /** @description only those that have not ended */
                current?: boolean;
                /** @description lower-case id */
                home?: string;
                /** @description lower-case id */
                host?: string;
                limit?: number;
                state?: "requested" | "approved" | "refused" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        more: boolean;
                        visits: {
                            decidedAtMs?: number;
                            decidedBy?: string;
                            fromMs: number;
                            home: string;
                            host: string;
                            hostAgreedAtMs?: number;
                            /** @description lower-case id */
                            id: string;
                            /** @description first letters of the visitor’s name */
                            initials: string;
                            leftAtMs?: number;
                            /** @description masked */
                            plate?: string;
                            requestedBy: string;
                            /** @description the last way that the visitor took */
                            seen?: {
                                atMs: number;
                                /** @description lower-case id */
                                place: string;
                                /** @enum {unknown} */
                                side: "entry" | "exit";
                            };
                            /** @enum {unknown} */
                            state: "requested" | "approved" | "refused" | "cancelled";
                            toMs: number;
                            uses: number;
                            /** @description whose word is missing */
                            waitsFor: ("host" | "staff")[];
                        }[];
                    };
                };
            };
        };
    };
    "visit.request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    fromMs: number | string;
                    home: string;
                    host: string;
                    phone?: string;
                    plate?: string;
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    toMs: number | string;
                    /**
                     * @description how often the pass opens each door
                     * @default 4
                     */
                    uses?: number;
                    visitor: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decidedAtMs?: number;
                        decidedBy?: string;
                        fromMs: number;
                        home: string;
                        host: string;
                        hostAgreedAtMs?: number;
                        /** @description lower-case id */
                        id: string;
                        /** @description first letters of the visitor’s name */
                        initials: string;
                        leftAtMs?: number;
                        /** @description masked */
                        plate?: string;
                        requestedBy: string;
                        /** @description the last way that the visitor took */
                        seen?: {
                            atMs: number;
                            /** @description lower-case id */
                            place: string;
                            /** @enum {unknown} */
                            side: "entry" | "exit";
                        };
                        /** @enum {unknown} */
                        state: "requested" | "approved" | "refused" | "cancelled";
                        toMs: number;
                        uses: number;
                        /** @description whose word is missing */
                        waitsFor: ("host" | "staff")[];
                    };
                };
            };
        };
    };
    "visit.agree": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decidedAtMs?: number;
                        decidedBy?: string;
                        fromMs: number;
                        home: string;
                        host: string;
                        hostAgreedAtMs?: number;
                        /** @description lower-case id */
                        id: string;
                        /** @description first letters of the visitor’s name */
                        initials: string;
                        leftAtMs?: number;
                        /** @description masked */
                        plate?: string;
                        requestedBy: string;
                        /** @description the last way that the visitor took */
                        seen?: {
                            atMs: number;
                            /** @description lower-case id */
                            place: string;
                            /** @enum {unknown} */
                            side: "entry" | "exit";
                        };
                        /** @enum {unknown} */
                        state: "requested" | "approved" | "refused" | "cancelled";
                        toMs: number;
                        uses: number;
                        /** @description whose word is missing */
                        waitsFor: ("host" | "staff")[];
                    };
                };
            };
        };
    };
    "visit.approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decidedAtMs?: number;
                        decidedBy?: string;
                        fromMs: number;
                        home: string;
                        host: string;
                        hostAgreedAtMs?: number;
                        /** @description lower-case id */
                        id: string;
                        /** @description first letters of the visitor’s name */
                        initials: string;
                        leftAtMs?: number;
                        /** @description masked */
                        plate?: string;
                        requestedBy: string;
                        /** @description the last way that the visitor took */
                        seen?: {
                            atMs: number;
                            /** @description lower-case id */
                            place: string;
                            /** @enum {unknown} */
                            side: "entry" | "exit";
                        };
                        /** @enum {unknown} */
                        state: "requested" | "approved" | "refused" | "cancelled";
                        toMs: number;
                        uses: number;
                        /** @description whose word is missing */
                        waitsFor: ("host" | "staff")[];
                    };
                };
            };
        };
    };
    "visit.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decidedAtMs?: number;
                        decidedBy?: string;
                        fromMs: number;
                        home: string;
                        host: string;
                        hostAgreedAtMs?: number;
                        /** @description lower-case id */
                        id: string;
                        /** @description first letters of the visitor’s name */
                        initials: string;
                        leftAtMs?: number;
                        /** @description masked */
                        plate?: string;
                        requestedBy: string;
                        /** @description the last way that the visitor took */
                        seen?: {
                            atMs: number;
                            /** @description lower-case id */
                            place: string;
                            /** @enum {unknown} */
                            side: "entry" | "exit";
                        };
                        /** @enum {unknown} */
                        state: "requested" | "approved" | "refused" | "cancelled";
                        toMs: number;
                        uses: number;
                        /** @description whose word is missing */
                        waitsFor: ("host" | "staff")[];
                    };
                };
            };
        };
    };
    "visit.extend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    toMs: number | string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decidedAtMs?: number;
                        decidedBy?: string;
                        fromMs: number;
                        home: string;
                        host: string;
                        hostAgreedAtMs?: number;
                        /** @description lower-case id */
                        id: string;
                        /** @description first letters of the visitor’s name */
                        initials: string;
                        leftAtMs?: number;
                        /** @description masked */
                        plate?: string;
                        requestedBy: string;
                        /** @description the last way that the visitor took */
                        seen?: {
                            atMs: number;
                            /** @description lower-case id */
                            place: string;
                            /** @enum {unknown} */
                            side: "entry" | "exit";
                        };
                        /** @enum {unknown} */
                        state: "requested" | "approved" | "refused" | "cancelled";
                        toMs: number;
                        uses: number;
                        /** @description whose word is missing */
                        waitsFor: ("host" | "staff")[];
                    };
                };
            };
        };
    };
    "visit.left": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decidedAtMs?: number;
                        decidedBy?: string;
                        fromMs: number;
                        home: string;
                        host: string;
                        hostAgreedAtMs?: number;
                        /** @description lower-case id */
                        id: string;
                        /** @description first letters of the visitor’s name */
                        initials: string;
                        leftAtMs?: number;
                        /** @description masked */
                        plate?: string;
                        requestedBy: string;
                        /** @description the last way that the visitor took */
                        seen?: {
                            atMs: number;
                            /** @description lower-case id */
                            place: string;
                            /** @enum {unknown} */
                            side: "entry" | "exit";
                        };
                        /** @enum {unknown} */
                        state: "requested" | "approved" | "refused" | "cancelled";
                        toMs: number;
                        uses: number;
                        /** @description whose word is missing */
                        waitsFor: ("host" | "staff")[];
                    };
                };
            };
        };
    };
    "visit.pass": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description doors and barriers it is for */
                        at: string[];
                        fromMs: number;
                        /** @description the code as a drawing */
                        svg: string;
                        /** @description what the QR code says: a signed token that opens doors, so show it to nobody else */
                        text: string;
                        toMs: number;
                        uses: number;
                    };
                };
            };
        };
    };
    "visit.pass-picture": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description image/png */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": unknown;
                };
            };
        };
    };
    "visit.refuse": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decidedAtMs?: number;
                        decidedBy?: string;
                        fromMs: number;
                        home: string;
                        host: string;
                        hostAgreedAtMs?: number;
                        /** @description lower-case id */
                        id: string;
                        /** @description first letters of the visitor’s name */
                        initials: string;
                        leftAtMs?: number;
                        /** @description masked */
                        plate?: string;
                        requestedBy: string;
                        /** @description the last way that the visitor took */
                        seen?: {
                            atMs: number;
                            /** @description lower-case id */
                            place: string;
                            /** @enum {unknown} */
                            side: "entry" | "exit";
                        };
                        /** @enum {unknown} */
                        state: "requested" | "approved" | "refused" | "cancelled";
                        toMs: number;
                        uses: number;
                        /** @description whose word is missing */
                        waitsFor: ("host" | "staff")[];
                    };
                };
            };
        };
    };
    "visit.reveal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description lower-case id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description decides what is shown
                     * @enum {unknown}
                     */
                    purpose: "visit" | "alarm" | "maintenance" | "enrolment" | "administration" | "emergency" | "own-request";
                    /** @description why, in words; kept in the ledger */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        decidedAtMs?: number;
                        decidedBy?: string;
                        fromMs?: number;
                        home?: string;
                        host?: string;
                        hostAgreedAtMs?: number;
                        /** @description lower-case id */
                        id?: string;
                        leftAtMs?: number;
                        phone?: string;
                        plate?: string;
                        requestedBy?: string;
                        /** @enum {unknown} */
                        state?: "requested" | "approved" | "refused" | "cancelled";
                        toMs?: number;
                        uses?: number;
                        visitor?: string;
                    };
                };
            };
        };
    };
    "watch.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: {
                            approver?: string;
                            document: string;
                            expiresAtMs: number;
                            fromMs: number;
                            /** @description lower-case id */
                            id: string;
                            legalBasis: string;
                            plate: string;
                            reason: string;
                            requester: string;
                            sites: string[];
                            /** @enum {unknown} */
                            state: "requested" | "approved" | "refused";
                        }[];
                    };
                };
            };
        };
    };
    "watch.request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description number of the paper that asks for it */
                    document: string;
                    /** @description within 90 days; epoch milliseconds or ISO 8601; without an offset in the time zone of the site */
                    expiresAtMs: number | string;
                    legalBasis: string;
                    plate: string;
                    /** @description why, in words; kept in the ledger */
                    reason: string;
                    sites?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approver?: string;
                        document: string;
                        expiresAtMs: number;
                        fromMs: number;
                        /** @description lower-case id */
                        id: string;
                        legalBasis: string;
                        plate: string;
                        reason: string;
                        requester: string;
                        sites: string[];
                        /** @enum {unknown} */
                        state: "requested" | "approved" | "refused";
                    };
                };
            };
        };
    };
    "watch.remove": {
        parameters: {
            query: {
                /** @description why, in words; kept in the ledger */
                reason: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "watch.approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approver?: string;
                        document: string;
                        expiresAtMs: number;
                        fromMs: number;
                        /** @description lower-case id */
                        id: string;
                        legalBasis: string;
                        plate: string;
                        reason: string;
                        requester: string;
                        sites: string[];
                        /** @enum {unknown} */
                        state: "requested" | "approved" | "refused";
                    };
                };
            };
        };
    };
    "watch.refuse": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approver?: string;
                        document: string;
                        expiresAtMs: number;
                        fromMs: number;
                        /** @description lower-case id */
                        id: string;
                        legalBasis: string;
                        plate: string;
                        reason: string;
                        requester: string;
                        sites: string[];
                        /** @enum {unknown} */
                        state: "requested" | "approved" | "refused";
                    };
                };
            };
        };
    };
    "watch.requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: {
                            approver?: string;
                            document: string;
                            expiresAtMs: number;
                            fromMs: number;
                            /** @description lower-case id */
                            id: string;
                            legalBasis: string;
                            plate: string;
                            reason: string;
                            requester: string;
                            sites: string[];
                            /** @enum {unknown} */
                            state: "requested" | "approved" | "refused";
                        }[];
                    };
                };
            };
        };
    };
    "health.check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                        problems: string[];
                    };
                };
            };
            /** @description Default Response */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                        problems: string[];
                    };
                };
            };
        };
    };
    "metrics.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description stable, for programs and translations */
                        code: string;
                        /** @description which field of the request it is about */
                        field?: string;
                        /** @description one English sentence: what is wrong and what to do */
                        message: string;
                        retryAfterS?: number;
                    };
                };
            };
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
}
