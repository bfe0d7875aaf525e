/**
 * What the simulated cameras need besides code: npm tarballs to fetch, the files to keep of them (`path` inside the
 * package), their sha256, and where they go below `var/assets` (`as`).
 */
export interface SimAsset {
  package: string;
  version: string;
  licence: string;
  note: string;
  files: { path: string; sha256: string; as: string }[];
}

export const simAssets: SimAsset[] = [
  {
    package: '@vladmandic/face-api',
    version: '1.7.15',
    licence: 'MIT',
    note: 'six group photos: the people who walk up to the simulated doors',
    files: [
      {
        path: 'demo/sample1.jpg',
        sha256: '8ecae4b267b2d3169e06e00c7dee97097aa2a94635d45216f7732a5f4943cb51',
        as: 'people/sample1.jpg',
      },
      {
        path: 'demo/sample2.jpg',
        sha256: '7d2b60ae6f13bf30f422e04df87451081a02c83de469056f25afb44b7000c691',
        as: 'people/sample2.jpg',
      },
      {
        path: 'demo/sample3.jpg',
        sha256: '8eb081c9efb14370fa94d9feab9e5fbeafd19a627491853a80c2bf67f7ffa936',
        as: 'people/sample3.jpg',
      },
      {
        path: 'demo/sample4.jpg',
        sha256: '729efa5923061d40eb4ed5f267a18cc7b8ba6f852bb2757b16d8b7e4937476fc',
        as: 'people/sample4.jpg',
      },
      {
        path: 'demo/sample5.jpg',
        sha256: '6d45095ebb182d8f975c0790e0e4eefd86fbb40609cf4b271776d92e12662938',
        as: 'people/sample5.jpg',
      },
      {
        path: 'demo/sample6.jpg',
        sha256: '9baad80f9d5e306fb9b8c0913d44445f1e95848df317530efb03d0934c57ba87',
        as: 'people/sample6.jpg',
      },
    ],
  },
  {
    package: '@expo-google-fonts/zcool-xiaowei',
    version: '0.4.1',
    licence: 'OFL-1.1',
    note: 'Chinese characters on plates and camera titles',
    files: [
      {
        path: '400Regular/ZCOOLXiaoWei_400Regular.ttf',
        sha256: 'f5ffee4980db40005b7d7e76f7e8c7a0f959e87d57c33aeb8c9793a5a1077a35',
        as: 'fonts/zcool-xiaowei.ttf',
      },
    ],
  },
  {
    package: '@fontsource/saira-semi-condensed',
    version: '5.3.0',
    licence: 'OFL-1.1',
    note: 'letters and digits on plates, titles and clocks',
    files: [
      {
        path: 'files/saira-semi-condensed-latin-500-normal.woff',
        sha256: '4497a910bed2d386c69c80eee9a3f940471d39f78959e5fb2dcc9a7e54202f35',
        as: 'fonts/saira-semi-condensed-500.woff',
      },
    ],
  },
];
